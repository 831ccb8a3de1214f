/**
 * Which images of the manifest a run is about: the eligibility rules of the protocol applied to the headers, before
 * anything is inferred. Kept in evidence as `flow.json`.
 */
export interface CaseFlow {
  kind: 'case-flow';
  schemaVersion: 1;
  identified: { images: number; patients: number };
  /** One entry per rule that excluded something, in protocol order; the inclusion rule is `include`. */
  excluded: { rule: string; reason: string; images: number; patients: number; imageIds: string[] }[];
  /** Image ids that are run, sorted. */
  included: string[];
  /** Images whose headers are silent on what a rule asks; they stay included. */
  undecided: { rule: string; imageId: string }[];
}
