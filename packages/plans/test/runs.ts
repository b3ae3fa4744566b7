/** How often a property is tried: few times, or PROPERTY_TIMES as many in the long mode. */
export const runs = (few: number): number => few * Number(process.env['PROPERTY_TIMES'] ?? 1);

/** For properties that also say what their cases must have met: the same cases in every run, unless more are asked for. */
export const sameCases = process.env['PROPERTY_TIMES'] === undefined ? { seed: 1 } : {};
