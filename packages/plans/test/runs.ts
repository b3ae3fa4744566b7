/** How often a property is tried: few times, or PROPERTY_TIMES as many in the long mode. */
export const runs = (few: number): number => few * Number(process.env['PROPERTY_TIMES'] ?? 1);
