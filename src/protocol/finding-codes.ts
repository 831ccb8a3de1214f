/**
 * What `check` can find in a protocol, why it matters and what to do: the source of docs/reference/findings.md. `row`
 * names the requirement that asks for it.
 */
export interface FindingCode {
  code: string;
  what: string;
  why: string;
  fix: string;
  row: string;
}

const entry = (code: string, row: string, what: string, why: string, fix: string): FindingCode => ({
  code,
  what,
  why,
  fix,
  row,
});

const TEXT = 'the file';
const FORM = 'the form';
const DSF = 'FDA draft guidance on AI-enabled device software functions (January 2025)';

/* prettier-ignore */
export const FINDING_CODES: readonly FindingCode[] = [
  entry('FILE-EMPTY', TEXT, 'The file is empty or holds only comments.', 'There is nothing to check.', 'Write the protocol, or start from the one that `veritome init` makes.'),
  entry('FILE-NOT-TEXT', TEXT, 'The file is binary or not UTF-8.', 'A wrongly guessed encoding could change a claim.', 'Save it as text in UTF-8.'),
  entry('FILE-TOO-LARGE', TEXT, 'The file is larger than 1 MiB.', 'No protocol is; it is another file.', 'Name the protocol.'),
  entry('YAML-SYNTAX', TEXT, 'The layout is broken: a tab, a missing bracket, quote or colon, a wrong indent.', 'What follows could be read in more than one way.', 'Correct the place named, or the line above it.'),
  entry('YAML-REPEATED-KEY', TEXT, 'A field stands twice in one group.', 'Only one of the two would count.', 'Keep one.'),
  entry('YAML-DOCUMENTS', TEXT, 'The file holds a second document after a line of three dashes.', 'The second would be ignored.', 'Keep one protocol in one file.'),
  entry('YAML-ALIAS', TEXT, 'An anchor (&) or alias (*) is used.', 'What is signed must be readable in place, and aliases can be made to expand without end.', 'Write the value out.'),
  entry('YAML-TAG', TEXT, 'A tag (!) is used.', 'Tags can change what a value is without being seen in print.', 'Remove it.'),
  entry('YAML-KEY', TEXT, 'The name of a field is not text.', 'It could not be matched with the form.', 'Put it in quotes.'),
  entry('FORM-UNKNOWN-FIELD', FORM, 'A field that the form does not know.', 'A misspelt rule would silently not apply.', 'Correct the name (the nearest is suggested) or remove it. Text that holds a comma needs quotes inside braces.'),
  entry('FORM-MISSING-FIELD', FORM, 'A required field is missing.', 'Nothing that touches a verdict has a silent default.', 'Add it; the message says what it means and shows an example.'),
  entry('FORM-TYPE', FORM, 'A value of another kind: text for a number, a list for a group.', 'It could be read in more than one way.', 'Write the kind of value named. Text that looks like a number needs quotes.'),
  entry('FORM-CHOICE', FORM, 'A value outside the list of allowed ones.', 'Each allowed value is a rule that this version carries out; another would not be.', 'Choose from the list in the message.'),
  entry('FORM-RANGE', FORM, 'A number outside its range.', 'It has no meaning there.', 'Use one inside.'),
  entry('FORM-TEXT', FORM, 'A text that is empty or of another form.', 'It is printed, or read by a rule.', 'Write it like the example in the message.'),
  entry('FORM-ITEMS', FORM, 'A list with too few or too many entries.', 'At least one is needed for the field to say anything.', 'Add or remove entries.'),
  entry('METRIC-UNKNOWN', 'VP-04', 'An endpoint names a metric that does not exist, or one that is refused, as the trapezoid under a precision-recall curve is; the message then gives the reason.', 'What is measured must be defined beforehand, with its formula.', 'Choose from the metrics of the protocol reference.'),
  entry('METRIC-PARAMETER', 'VP-04', 'A metric lacks the field that defines it (`fixedAt`, `range`, `bins`, `thresholdProbability`), or has one it does not use, or one without meaning.', 'A partial area over another range, or a calibration error over other bins, is another metric.', 'Add, correct or remove the field.'),
  entry('METRIC-PROBABILITY', 'VP-04', 'A metric of probabilities, and a model whose score runs beyond 0 to 1.', 'A score that is no probability has no Brier score, log loss or calibration.', 'End the model package with a probability, or use a metric of ranks.'),
  entry('METRIC-DESCRIPTIVE', 'VP-08', 'A primary endpoint on a metric that can only describe.', 'A sensitivity at a fixed specificity takes its threshold from the test data; a calibration error depends on its bins.', 'Make it secondary or exploratory.'),
  entry('METHOD-UNKNOWN', 'VP-09', 'An endpoint names an interval method that does not exist, or one that is refused, as Wald is; the message then gives the reason.', 'The interval decides; its method must be defined beforehand.', 'Choose from the methods of the protocol reference.'),
  entry('PERCENT-RANGE', FORM, 'A percentage above 100 %.', 'No share is.', 'Write 0 % to 100 %.'),
  entry('PATH-ESCAPES', FORM, 'A path that is absolute, leaves the project or is not portable.', 'Only files of the project can be locked and handed over.', 'Use a path relative to the project folder, with forward slashes.'),
  entry('PATH-REPEATED', FORM, 'Two fields name the same file.', 'Test and rehearsal data are different patients; a shared file would open the test set early.', 'Name each its own file.'),
  entry('PLACEHOLDER', FORM, 'A text such as TODO or TBD.', 'Every statement of the protocol is signed.', 'Write the statement.'),
  entry('LABEL-REPEATED', FORM, 'A name of the name map belongs to two labels, or stands twice.', 'What a file means by it would be ambiguous.', 'Give the name one label.'),
  entry('ID-REPEATED', FORM, 'The same id is used twice.', 'A reference to it would be ambiguous.', 'Give each its own.'),
  entry('REFERENCE-UNRESOLVED', 'TM-01', 'A reference to a claim or endpoint that does not exist.', 'Claim, endpoint and result must be traceable.', 'Correct the id.'),
  entry('CLAIM-UNTESTED', 'TM-01', 'No endpoint tests this claim.', 'A claim without a test has no evidence. A warning, since evidence may come from elsewhere.', 'Name the claim in an endpoint, or drop it.'),
  entry('VP-02', 'VP-02', 'Part of the intended use is missing.', 'Every result is read in the frame of the intended use.', 'Add it.'),
  entry('VP-03', 'VP-03', 'Part of the study design is missing.', 'A reviewer judges results by how the cases were gathered.', 'Add it.'),
  entry('VP-04', 'VP-04', 'A primary endpoint names no claim, or the unit of analysis or the rule for a positive call is missing.', `Each primary endpoint is tied to an objective (${DSF}, section X.A).`, 'Add `claim`, `unit` or the rule.'),
  entry('VP-04-NONE', 'VP-04', 'No endpoint is primary.', 'There would be no verdict.', 'Declare at least one with `role: primary`.'),
  entry('VP-05', 'VP-05', 'A primary endpoint has no acceptance criterion.', 'Success must be defined before the result is known.', 'Add one on a limit of the interval.'),
  entry('VP-05-JUSTIFICATION', 'VP-05', 'A criterion has no justification.', 'The first question of a reviewer is where the number comes from.', 'Add `justification` with text and source.'),
  entry('VP-05-ONE', 'VP-05', 'A criterion states no goal or two, or holds both limits without both ends.', 'It could not be judged.', 'State one of `above` and `below`; both with `bound: both`.'),
  entry('VP-05-DIRECTION', 'VP-05', 'A criterion that asks for the wrong limit or direction.', 'An upper limit above a goal is reached by uncertainty alone; a loss above a goal is no performance.', 'Ask for the lower limit above the goal; where less is better, for the upper limit below it; where a target is best, for either on its side of the target.'),
  entry('VP-05-SCALE', 'VP-05', 'A goal or an assumed performance that is not on the scale of its metric: a plain number for a percentage, a percentage for a ratio without an upper end, or a value the metric cannot have.', 'It would be read as another number than meant.', 'Write percentages with their sign and plain numbers without, inside the range of the metric.'),
  entry('VP-06', 'VP-06', 'A primary endpoint states no hypothesis, or one without what its form needs, or with more.', 'Null and alternative hypothesis belong to the plan.', 'Add `hypothesis`, with the fields of its form.'),
  entry('VP-06-GOAL', 'VP-06', 'Hypothesis and criterion have different goals, margins or ranges.', 'The decision would not test what is claimed.', 'Write the same in both: for non-inferiority the goal less the margin.'),
  entry('VP-07', 'VP-07', 'A primary endpoint is judged on another interval than two-sided 95 %.', 'Reviewers expect the limit of a two-sided 95 % interval, or the equal one-sided 97.5 %.', 'Use it, or declare the reason in `interval.rationale`.'),
  entry('VP-08', 'VP-08', 'The operating point was derived on the test or rehearsal set, or is not fully stated.', 'A threshold chosen on test data makes the result look better than the device is.', 'Name the development set it was derived on.'),
  entry('VP-08-RANGE', 'VP-08', 'The threshold lies outside what the model can give.', 'Every case, or none, would be positive.', 'Use a threshold on the scale of the model.'),
  entry('VP-09', 'VP-09', 'An interval for independent data where images of one patient are counted apart; or part of the interval is missing.', 'Images of one patient resemble each other; ignoring that makes the interval too narrow.', 'Use a clustered method, or count patients.'),
  entry('VP-09-METRIC', 'VP-09', 'The interval method does not suit the metric.', 'It would be computed from counts the metric does not have.', 'Choose one of the methods in the message.'),
  entry('VP-09-LEVEL', 'VP-09', 'A confidence level below 50 % or of 100 %.', 'No interval has it, or none worth printing.', 'Use 95 %.'),
  entry('VP-09-SIDES', 'VP-09', 'A one-sided interval without a criterion.', 'Which side is meant is not said.', 'Use `sides: two`, or add a criterion.'),
  entry('VP-09-RESAMPLES', 'VP-09', 'A bootstrap without a number of resamples, with fewer than 1000, or resamples where nothing is drawn.', 'The limits of a bootstrap depend on it.', 'State 1000 or more, usually 10000; remove it elsewhere.'),
  entry('VP-09-PREVALENCE', 'VP-09', 'A predictive value restated at a prevalence, with an interval for a share of the sample; or an interval at a prevalence where none is stated.', 'It depends on sensitivity and specificity, so its uncertainty comes from both.', 'Use `mercaldo-logit` or a cluster bootstrap, and state the prevalence.'),
  entry('VP-10', 'VP-10', 'A primary endpoint has no sample size.', 'Too small a set fails a good device; the size must be justified.', 'Add an entry to `sampleSize`.'),
  entry('VP-10-ASSUMED', 'VP-10', 'The assumed performance is not better than the goal.', 'The power would be a few percent at any size.', 'Assume a better one, or another goal.'),
  entry('VP-10-POWER', 'VP-10', 'A power below 50 % or of 100 % (below 80 %: a warning).', 'A study more likely to fail than to succeed wastes a look.', 'Use 80 % or 90 %.'),
  entry('VP-10-METHOD', 'VP-10', 'No exact calculation exists for this endpoint, or a stated one has no source.', 'The justification must be checkable.', 'Use `method: stated` and name the document in `source`.'),
  entry('VP-10-IMPOSSIBLE', 'VP-10', 'The criterion cannot be met with the cases at hand, even at 100 %.', 'The look would be wasted.', 'Gather more cases, or lower the goal.'),
  entry('VP-10-SHORT', 'VP-10', 'The cases at hand give less than the wanted power. A warning.', 'The study may fail although the device is as good as assumed.', 'Gather the number of cases in the message, or accept the risk.'),
  entry('VP-11', 'VP-11', 'The family leaves out a primary endpoint.', 'It would not count for the verdict.', 'Name every primary endpoint.'),
  entry('VP-11-EXTRA', 'VP-11', 'An endpoint of the family that cannot be in it: not primary where all must pass, exploratory elsewhere.', 'The family makes claims; exploratory endpoints make none.', 'Give it the role it has, or take it out.'),
  entry('VP-11-CRITERION', 'VP-11', 'A secondary endpoint of the family has no criterion.', 'Without one there is nothing to test.', 'Add a criterion with its justification, or take it out.'),
  entry('VP-11-LEVEL', 'VP-11', 'The level of the family is missing, out of range or unusual (a warning), an interval of the family stands at another level, or has too few resamples for a share of it.', 'Decision and interval must come from one level; the intervals at the local levels are derived from the declared method.', 'State `alphaOneSided: 2.5 %` with two-sided 95 % (or one-sided 97.5 %) intervals.'),
  entry('VP-11-VERDICT', 'VP-11', 'The rule for the verdict on the whole is missing, names an endpoint outside the family or twice, or ignores a primary endpoint.', 'Where each success is a claim of its own, what the whole needs must be said.', 'Write `verdict: all`, `any`, or a list with every primary endpoint.'),
  entry('VP-11-ORDER', 'VP-11', 'The order of a fixed sequence is missing or does not name every endpoint of the family once.', 'An order chosen after the results is no order.', 'Name each endpoint once, the most important first.'),
  entry('VP-11-WEIGHTS', 'VP-11', 'Shares of the level that are missing, name other endpoints, sum to more than 1 or to 0, or are no shares.', 'Shares beyond the whole raise the chance of a false success.', 'Give each endpoint of the family a share, 0 included; at most 1 together.'),
  entry('VP-11-GRAPH', 'VP-11', 'Transitions that are missing, lead to an endpoint itself or out of the family, sum to more than 1, or an endpoint that no share can reach.', 'The procedure holds its level only for shares that are passed on once.', 'Give each endpoint a row; write `{}` for one that passes nothing on.'),
  entry('VP-11-DEPENDENCE', 'VP-11', 'Hochberg without its assumption, or where it does not hold: opposite limits of one metric, metrics that are best at a target.', 'Under negative dependence Hochberg does not hold its level.', 'State `dependence` with its rationale, or use `holm`.'),
  entry('VP-11-UNUSED', 'VP-11', 'A field that the procedure does not have.', 'It would be read by nobody.', 'Remove it, or name the procedure that has it.'),
  entry('VP-12', 'VP-12', 'No subgroup variable is named, or the plan is incomplete.', 'Reviewers ask for performance by sex, age, site and equipment.', 'Name the variables.'),
  entry('VP-12-AXES', 'VP-12', 'A usual subgroup variable is missing. A warning.', 'Missing ones are among the most frequent deficiencies.', 'Add it, or be ready to explain.'),
  entry('VP-12-VARIABLE', 'VP-12', 'A subgroup variable that does not exist.', 'Every case would be unknown.', 'Choose a known one.'),
  entry('VP-12-CUTS', 'VP-12', 'Cut points do not rise, or the variable is not a number.', 'The bands would overlap, or not exist.', 'Sort them; name a variable that is text alone.'),
  entry('VP-12-REPEATED', 'VP-12', 'A subgroup variable stands twice.', 'Trace codes would be ambiguous.', 'Keep one.'),
  entry('VP-13', 'VP-13', 'Subgroups are marked as claims.', 'A claim needs its own endpoint, power and place in the family; this version does not judge subgroups.', 'Mark them descriptive.'),
  entry('VP-14', 'VP-14', 'The rule for failed or indeterminate cases is missing.', 'Dropping failed cases improves the result.', 'Add `failedCase: worst-case`.'),
  entry('VP-15', 'VP-15', 'The cluster is missing.', 'Several images of one patient are not independent.', 'Add `cluster: patient`.'),
  entry('VP-16', 'VP-16', 'An eligibility rule is missing or cannot be read.', 'Exclusions must be repeatable by machine.', 'Correct the rule at the place named.'),
  entry('VP-22', 'VP-22', 'The number of looks, or who may see what, is missing or below 1.', 'Every opening of the test set is counted.', 'State it; 1 look is usual.'),
  entry('VP-22-LOOKS', 'VP-22', 'More than one look is granted. A warning.', 'Reuse of a test set adapts to it.', 'Grant 1, or justify.'),
  entry('VP-22-RELEASE', 'VP-22', 'Developers may see single cases. A warning.', 'The test set is spoilt for later versions.', 'Release the headline only.'),
  entry('VR-06', 'VR-06', 'A predictive value without a prevalence, from a sample whose share of positives is not that of practice.', 'Predictive values depend on prevalence.', 'Add `prevalence`.'),
  entry('VR-06-UNUSED', 'VR-06', 'A prevalence of 0 % or 100 %, or for a metric that has none.', 'It would not be used.', 'Remove or correct it.'),
  entry('DS-13', 'DS-13', 'Sampling is enriched, yet `enriched` is false.', 'The two must agree: predictive values depend on it.', 'Correct one of them.'),
  entry('RS-01', 'RS-01', 'Part of the description of the reference standard is missing.', 'Truth must be defined, with how it was made.', 'Add it.'),
  entry('RS-05', 'RS-05', 'The readers were not blinded to the output of the device. A warning.', 'Truth would not be independent of what is tested.', 'State the blinding.'),
  entry('RS-06', 'RS-06', 'The rule that makes one truth of several readings does not fit the number of readers.', 'Adjudication must be unambiguous.', 'Correct the number or the rule.'),
];
