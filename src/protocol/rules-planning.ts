import { methodEntry } from '../schema/interval-methods.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import { parseGoal } from './goal.js';
import type { LintContext, Report } from './lint-context.js';
import { parsePercent, percentText } from './percent.js';
import { isPairedPlannable, statedDiscordance } from './paired-planning.js';
import { isExactlyPlannable, plannedSizes } from './planning.js';
import { levelText } from './planning-level.js';

/** Sample size and access (VP-10, VP-22). */
export function checkPlanning(protocol: Protocol, context: LintContext, report: Report): void {
  checkSampleSizes(protocol, report);
  checkPower(protocol, context, report);
  const { looks, release } = protocol.access;
  if (looks > 1) {
    report(
      'VP-22-LOOKS',
      '/access/looks',
      `${looks} looks are granted`,
      'a test set is opened once; justify every further look in the report',
      { severity: 'warning' },
    );
  }
  if (release.developer === 'cases') {
    report(
      'VP-22-RELEASE',
      '/access/release/developer',
      'developers may see single cases',
      'that spoils the test set for later versions; headline is usual',
      { severity: 'warning' },
    );
  }
}

function checkSampleSizes(protocol: Protocol, report: Report): void {
  for (const { id, role } of protocol.endpoints) {
    if (role !== 'primary' || protocol.sampleSize.some(({ endpoint }) => endpoint === id)) continue;
    report(
      'VP-10',
      '/sampleSize',
      `primary endpoint ${id} has no sample size`,
      `add an entry such as { endpoint: ${id}, assumed: 90 %, power: 90 %, method: exact }`,
      { at: 'key' },
    );
  }
  for (const [i, entry] of protocol.sampleSize.entries()) {
    const pointer = `/sampleSize/${i}`;
    const endpoint = protocol.endpoints.find(({ id }) => id === entry.endpoint);
    const power = parsePercent(entry.power);
    if (power !== undefined && (power < 0.5 || power >= 1)) {
      report(
        'VP-10-POWER',
        `${pointer}/power`,
        `power of ${entry.power} for ${entry.endpoint}`,
        'use one from 50 % to below 100 %; 80 % and 90 % are usual',
      );
    } else if (power !== undefined && power < 0.8) {
      report(
        'VP-10-POWER',
        `${pointer}/power`,
        `power of ${entry.power} for ${entry.endpoint} is low`,
        '80 % and 90 % are usual',
        { severity: 'warning' },
      );
    }
    if (entry.method === 'stated' && entry.source === undefined) {
      report(
        'VP-10-METHOD',
        pointer,
        `sample size of ${entry.endpoint} is stated without a source`,
        'add source: with the document that holds the calculation',
      );
    }
    if (
      entry.discordant !== undefined &&
      (entry.method !== 'exact' || (endpoint && !isPairedPlannable(endpoint)))
    ) {
      report(
        'VP-10-DISCORDANT',
        `${pointer}/discordant`,
        `sample size of ${entry.endpoint} has no use for discordant pairs`,
        'remove discordant: only the exact size of a difference with tango is made with it',
        { at: 'key' },
      );
    }
    const goal = endpoint?.criterion?.above ?? endpoint?.criterion?.below;
    if (endpoint === undefined || entry.method !== 'exact' || goal === undefined) continue;
    const clustered = (endpoint.unit ?? protocol.analysis.unit) !== protocol.analysis.cluster;
    const known =
      metricEntry(endpoint.metric) !== undefined && methodEntry(endpoint.interval.method) !== undefined;
    const paired = isPairedPlannable(endpoint);
    if (paired && !clustered) checkDiscordance(entry, pointer, report);
    const single = paired || endpoint.criterion?.bound !== 'both';
    if (known && ((!isExactlyPlannable(endpoint) && !paired) || clustered || !single)) {
      report(
        'VP-10-METHOD',
        `${pointer}/method`,
        `no exact calculation exists for ${endpoint.metric} with ${endpoint.interval.method}${clustered ? ' on images' : ''}${single ? '' : ' and both limits'}`,
        'exact covers sensitivity, specificity and accuracy of patients with wilson or clopper-pearson, and their differences with tango; else use method: stated with a source',
      );
    }
    checkAssumed(entry, endpoint, `${pointer}/assumed`, report);
  }
}

/** The size of a paired comparison hangs on how often the two disagree. */
function checkDiscordance(entry: Protocol['sampleSize'][number], pointer: string, report: Report): void {
  const { endpoint: id, assumed, discordant } = entry;
  const share = statedDiscordance(entry);
  const difference = parseGoal(assumed);
  if (discordant === undefined) {
    report(
      'VP-10-DISCORDANT',
      pointer,
      `sample size of ${id} does not say how many pairs are discordant`,
      'add discordant: with the share of pairs expected to be right by one of the two only, such as 12 %',
    );
  } else if (share !== undefined && difference !== undefined && Math.abs(difference) > share) {
    report(
      'VP-10-DISCORDANT',
      `${pointer}/discordant`,
      `${id} assumes a difference of ${assumed} with ${discordant} discordant pairs`,
      'a difference is never larger than the share of discordant pairs',
    );
  }
}

/** The assumed performance is better than the goal, on the side that the criterion looks to. */
function checkAssumed(
  { endpoint: id, assumed: text }: Protocol['sampleSize'][number],
  { metric, criterion }: Endpoint,
  pointer: string,
  report: Report,
): void {
  const better = metricEntry(metric)?.better ?? 'higher';
  const { above, below } = criterion ?? {};
  if (criterion?.bound === 'both' && below !== undefined) {
    const [inside, top] = [parseGoal(text), parseGoal(below)];
    if (inside !== undefined && top !== undefined && inside >= top) {
      report(
        'VP-10-ASSUMED',
        pointer,
        `${id} assumes ${text}, which is not below ${below}`,
        'assume a difference inside the margins',
      );
      return;
    }
  }
  const wantsLess = better === 'lower' || (better === 'target' && above === undefined);
  const goalText = wantsLess ? below : above;
  const goal = goalText === undefined ? undefined : parseGoal(goalText);
  const assumed = parseGoal(text);
  if (assumed === undefined || goal === undefined || (wantsLess ? assumed < goal : assumed > goal)) return;
  report(
    'VP-10-ASSUMED',
    pointer,
    `${id} assumes ${text}, which ${wantsLess ? 'is not below' : 'does not exceed'} its goal ${goalText}`,
    wantsLess
      ? 'assume a true performance below the goal, or raise the goal'
      : 'assume a true performance above the goal, or lower the goal',
  );
}

/** With the test set at hand: can the criterion be met at all, and is the wanted power reached? */
function checkPower(protocol: Protocol, context: LintContext, report: Report): void {
  if (context.counts === undefined) return;
  for (const size of plannedSizes(protocol, context.counts)) {
    const pointer = `/sampleSize/${protocol.sampleSize.findIndex(({ endpoint }) => endpoint === size.endpoint)}`;
    const { endpoint, attained, needed, expectation } = size;
    const what = size.counted === 'all' ? `${size.unit}s` : size.counted;
    if (expectation === null || !expectation.possible) {
      report(
        'VP-10-IMPOSSIBLE',
        pointer,
        `${endpoint} cannot be met with ${attained ?? 0} ${what}, even at 100 %`,
        needed === null ? 'lower the goal' : `gather ${needed} ${what}, or lower the goal`,
        { args: { endpoint, attained, needed } },
      );
    } else if (expectation.power < size.powerWanted) {
      const power = percentText(expectation.power);
      report(
        'VP-10-SHORT',
        `${pointer}/power`,
        `${endpoint} has a power of ${power} with ${attained ?? 0} ${what}${levelText(size.level)}, wanted are ${percentText(size.powerWanted)}`,
        needed === null ? 'gather more cases' : `${needed} ${what} are needed`,
        { severity: 'warning', args: { endpoint, attained, needed, power: expectation.power } },
      );
    }
  }
}
