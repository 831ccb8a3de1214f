/** Each limit a criterion looks at: one, or both for a range. */
export function limitsOf<Limit extends object>(criterion: Limit & { and?: Limit }): Limit[] {
  return criterion.and === undefined ? [criterion] : [criterion, criterion.and];
}
