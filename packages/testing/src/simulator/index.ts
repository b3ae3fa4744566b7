// An entry of its own, so that whoever only plays a simulation does not load the property-based testing of the others.
export {
  playSimulation,
  simulatedClock,
  type SimulatedClock,
  type SimulatedTarget,
  type SimulationPlayed,
} from './playSimulation.ts';
export { simulate } from './simulate.ts';
export { SIMULATED_PROGRAM, simulatedPlan, simulatedSettings } from './simulatedProgram.ts';
export type { SimulatedCommand, SimulatedStep } from './simulatedStep.ts';
export type { SimulationOptions } from './simulation.ts';
