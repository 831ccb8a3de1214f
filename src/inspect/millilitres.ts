/** A volume for people: five digits, never with an exponent of ten. */
export function millilitres(volumeMl: number): string {
  return `${Number(volumeMl.toPrecision(5))} ml`;
}
