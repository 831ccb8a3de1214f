import { describe, expect, it } from 'vitest';
import { NO_PARAMETERS, type AnalysisPlan, type PlannedEndpoint } from '../schema/analysis-plan.js';
import type { EstimateRow } from '../schema/types.js';
import { judgeEndpoint, judgeEndpoints } from './criterion.js';
import { judgeOverall } from './overall.js';

const above80: PlannedEndpoint = {
  id: 'E1',
  role: 'primary',
  metric: 'sensitivity',
  unit: 'patient',
  interval: { method: 'wilson', level: 0.95, sides: 'two', resamples: null },
  prevalence: null,
  parameters: NO_PARAMETERS,
  criterion: { bound: 'lower', direction: 'above', value: 0.8, printed: '80 %' },
};

function row(lower: number | null, status: EstimateRow['status'] = 'estimated'): EstimateRow {
  return {
    code: 'E1.1',
    lower,
    upper: 0.95,
    status,
    reason: status === 'estimated' ? null : 'no positive cases',
  } as EstimateRow;
}

describe('judgeEndpoint', () => {
  it('is met strictly above the goal only', () => {
    expect(judgeEndpoint(above80, row(0.8000001)).verdict).toBe('met');
    expect(judgeEndpoint(above80, row(0.8)).verdict).toBe('not-met');
    expect(judgeEndpoint(above80, row(0.79)).verdict).toBe('not-met');
  });

  it('shows its arithmetic unrounded', () => {
    expect(judgeEndpoint(above80, row(0.790007)).arithmetic).toBe('lower limit 0.790007 is not above 0.8');
  });

  it('mirrors for an upper bound that must stay below', () => {
    const below = {
      ...above80,
      criterion: { bound: 'upper', direction: 'below', value: 0.95, printed: '95 %' } as const,
    };
    expect(judgeEndpoint(below, row(0.5)).verdict).toBe('not-met');
    expect(judgeEndpoint(below, { ...row(0.5), upper: 0.94 }).verdict).toBe('met');
  });

  it.each([
    ['no row', undefined],
    ['a missing bound', row(null)],
    ['an estimate that does not exist', row(0.99, 'not-estimable')],
  ])('is not evaluable with %s', (_name, given) => {
    expect(judgeEndpoint(above80, given).verdict).toBe('not-evaluable');
  });

  it('does not judge an endpoint without a criterion', () => {
    expect(judgeEndpoint({ ...above80, criterion: null }, row(0.99)).verdict).toBe('no-criterion');
  });
});

describe('judgeOverall', () => {
  const plan = (family: string[]) =>
    ({ family, procedure: 'all-must-pass', endpoints: [above80, { ...above80, id: 'E2' }] }) as AnalysisPlan;
  const overall = (first: number | null, second: number | null, family = ['E1', 'E2']) =>
    judgeOverall(
      plan(family),
      judgeEndpoints(plan(family), (id) => row(id === 'E1' ? first : second)),
    ).verdict;

  it('needs every member of the family', () => {
    expect(overall(0.81, 0.82)).toBe('met');
    expect(overall(0.81, 0.79)).toBe('not-met');
  });

  it('lets one that is not met decide before one that cannot be evaluated', () => {
    expect(overall(null, 0.79)).toBe('not-met');
    expect(overall(null, 0.9)).toBe('not-evaluable');
  });

  it('never turns an empty family or an unknown member into met', () => {
    expect(overall(0.9, 0.9, [])).toBe('not-evaluable');
    expect(overall(0.9, 0.9, ['E1', 'E9'])).toBe('not-evaluable');
  });
});

describe('a difference from a comparator', () => {
  const difference = (
    form: NonNullable<PlannedEndpoint['comparison']>['form'],
    criterion: PlannedEndpoint['criterion'],
  ): PlannedEndpoint => ({
    ...above80,
    metric: 'sensitivity-difference',
    comparison: { comparator: 'C1', form },
    criterion,
  });
  const above = (value: number) =>
    ({ bound: 'lower', direction: 'above', value, printed: String(value) }) as const;
  const within = {
    ...above(-0.05),
    and: { bound: 'upper', direction: 'below', value: 0.05, printed: '5 %' } as const,
  };
  const between = (lower: number | null, upper: number | null): EstimateRow => ({ ...row(lower), upper });
  const told = (endpoint: PlannedEndpoint, lower: number | null, upper = 0.5): [string, string[]] => {
    const { verdict, conclusions = [] } = judgeEndpoint(endpoint, between(lower, upper));
    return [verdict, conclusions.map(({ statement, holds }) => `${statement} ${holds ? 'yes' : 'no'}`)];
  };

  it('is not inferior with its lower limit above minus the margin', () => {
    const endpoint = difference('non-inferiority', above(-0.05));
    expect(told(endpoint, -0.049)).toEqual(['met', ['non-inferior yes']]);
    expect(told(endpoint, -0.05)).toEqual(['not-met', ['non-inferior no']]);
  });

  it('is equivalent with both limits inside', () => {
    const endpoint = difference('equivalence', within);
    expect(told(endpoint, -0.04, 0.04)).toEqual(['met', ['equivalent yes']]);
    expect(told(endpoint, -0.04, 0.05)).toEqual(['not-met', ['equivalent no']]);
    expect(told(endpoint, -0.06, 0.04)).toEqual(['not-met', ['equivalent no']]);
    expect(judgeEndpoint(endpoint, between(-0.06, 0.04)).arithmetic).toBe(
      'lower limit -0.06 is not above -0.05, upper limit 0.04 is below 0.05',
    );
    expect(judgeEndpoint(endpoint, between(-0.01, null)).verdict).toBe('not-evaluable');
  });

  it('tells both conclusions of superiority after non-inferiority, and tests the second only after the first', () => {
    const endpoint = difference('superiority-after-non-inferiority', above(-0.05));
    expect(told(endpoint, 0.01)).toEqual(['met', ['non-inferior yes', 'superior yes']]);
    expect(told(endpoint, -0.01)).toEqual(['met', ['non-inferior yes', 'superior no']]);
    expect(told(endpoint, 0)).toEqual(['met', ['non-inferior yes', 'superior no']]);
    expect(told(endpoint, -0.2)).toEqual(['not-met', ['non-inferior no', 'superior no']]);
    expect(judgeEndpoint(endpoint, between(-0.2, 0)).conclusions![1]!.arithmetic).toBe(
      'not tested: non-inferiority is not shown',
    );
  });

  it('concludes nothing from an interval that does not exist', () => {
    const endpoint = difference('superiority-after-non-inferiority', above(-0.05));
    expect(told(endpoint, null)).toEqual(['not-evaluable', []]);
  });

  it('concludes nothing where nothing is claimed', () => {
    expect(judgeEndpoint(difference(null, above(-0.05)), between(0, 1)).conclusions).toBeUndefined();
  });
});
