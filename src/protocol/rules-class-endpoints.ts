import { ALL_METRICS, metricEntry } from '../schema/metric-catalogue.js';
import type { MetricEntry } from '../schema/metric-entry.js';
import { nearestName } from '../schema/nearest.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import type { Report } from './lint-context.js';

/** Endpoints name a class where their metric needs one, and ask nothing that the classes do not have (VP-04). */
export function checkClassEndpoints(protocol: Protocol, report: Report): void {
  const { classes } = protocol;
  for (const [i, endpoint] of protocol.endpoints.entries()) {
    const metric = metricEntry(endpoint.metric);
    // An unknown name is a finding of the form already.
    if (metric === undefined) continue;
    const pointer = `/endpoints/${i}`;
    if (classes === undefined) {
      checkWithoutClasses(endpoint, metric, pointer, report);
      continue;
    }
    checkNamed(endpoint, metric, classes.names, pointer, report);
    if (metric.ordinalOnly === true && classes.scale !== 'ordinal') {
      report(
        'CLASS-ORDER',
        `${pointer}/metric`,
        `${metric.name} weighs how far a wrong class lies from the truth, and nominal classes lie in no order`,
        'use cohen-kappa, or scale: ordinal where the classes are grades',
      );
    }
    const unit = endpoint.unit ?? protocol.analysis.unit;
    if (metric.needs !== 'decision' && unit === 'patient' && classes.patientClass === 'highest-class') {
      report(
        'CLASS-PATIENT',
        `${pointer}/metric`,
        `${metric.name} needs scores, and under patientClass: highest-class a patient has a class but no scores`,
        'use unit: image with a clustered interval, or patientClass: highest-mean-score',
      );
    }
  }
}

function checkWithoutClasses(endpoint: Endpoint, metric: MetricEntry, pointer: string, report: Report): void {
  if (metric.overClasses === 'always') {
    report(
      'CLASS-METRIC',
      `${pointer}/metric`,
      `${metric.name} is a metric of several classes, and the protocol declares none`,
      'declare classes, or use a metric of two classes such as f1, cohen-kappa or roc-auc',
    );
  }
  if (endpoint.class !== undefined) {
    report(
      'CLASS-NAME',
      `${pointer}/class`,
      `${endpoint.id} names class ${endpoint.class}, and the protocol declares no classes`,
      'remove class, or declare classes',
      { at: 'key' },
    );
  }
}

function checkNamed(
  { id, class: name }: Endpoint,
  metric: MetricEntry,
  names: readonly string[],
  pointer: string,
  report: Report,
): void {
  if (name === undefined) {
    if (metric.overClasses !== undefined) return;
    const over = ALL_METRICS.filter(
      (other) => other.overClasses === 'always' && other.name.startsWith(`${metric.name}-`),
    ).map((other) => other.name);
    report(
      'CLASS-NAME',
      pointer,
      `${metric.name} of ${id} is a metric of two classes and names none`,
      `add class: with the one that counts as positive (${names.join(', ')})${over.length === 0 ? '' : `, or use ${over.join(', ')}`}`,
    );
    return;
  }
  if (metric.overClasses === 'always') {
    report(
      'CLASS-NAME',
      `${pointer}/class`,
      `${metric.name} of ${id} is taken over all classes and names ${name}`,
      'remove class',
      { at: 'key' },
    );
  } else if (!names.includes(name)) {
    const near = nearestName(name, names);
    report(
      'CLASS-NAME',
      `${pointer}/class`,
      `there is no class ${name}`,
      `${near === undefined ? '' : `did you mean "${near}"? `}known: ${names.join(', ')}`,
    );
  }
}
