/** What the simulator of whole programs says. */
export const simulationWords = {
  en: {
    playing: 'simulating days',
    played: (commands: number, program: string) => `${program}: ${commands} commands played.`,
    refused: (count: number, command: string, failure: string) =>
      `${count} of them refused, the first ${command}: ${failure}.`,
  },
  ru: {
    playing: 'моделируются дни',
    played: (commands: number, program: string) => `${program}: выполнено команд: ${commands}.`,
    refused: (count: number, command: string, failure: string) =>
      `Отклонено: ${count}, первая — ${command}: ${failure}.`,
  },
} as const;
