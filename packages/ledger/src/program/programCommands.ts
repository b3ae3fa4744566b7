import type { CommandTools, Fact } from '../commandTools.ts';

/** Programs and their settings. */
export type ProgramCommands = Readonly<{
  openProgram: Fact<'ProgramOpened'>;
  changeProgram: Fact<'ProgramChanged'>;
}>;

/** Makes these commands. */
export const programCommands = ({ fact }: CommandTools): ProgramCommands => ({
  openProgram: fact('ProgramOpened'),
  changeProgram: fact('ProgramChanged'),
});
