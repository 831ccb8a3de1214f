/** How each family is laid out: the tables of the page and the panels of the figure. */
export const VIEWS = {
  'single-proportion': {
    tables: { n: ['coverage', 'risk', 'width'], band: ['coverage', 'risk'] },
    panels: {
      column: 'n',
      columns: [10, 30, 100, 500],
      label: (n) => `${n} cases`,
      x: 'truth',
      series: null,
    },
  },
  'clustered-proportion': {
    tables: {
      n: ['coverage', 'risk', 'width'],
      icc: ['coverage', 'risk'],
      truth: ['coverage'],
      size: ['coverage'],
    },
    panels: {
      column: 'n',
      columns: [10, 20, 30, 50, 100, 200],
      label: (n) => `${n} patients`,
      where: (row) => row.size === '1-9',
      x: 'truth',
      series: 'icc',
      note: '1 to 9 images a patient',
    },
  },
  auc: {
    tables: { design: ['coverage', 'risk', 'width'], truth: ['coverage', 'risk'] },
    panels: {
      column: 'design',
      columns: ['10+10', '20+20', '50+50', '100+100', '200+200'],
      label: (design) => `${design} cases`,
      x: 'truth',
      series: null,
    },
  },
  'clustered-auc': {
    tables: {
      n: ['coverage', 'risk', 'width'],
      icc: ['coverage'],
      design: ['coverage'],
      truth: ['coverage', 'risk'],
    },
    panels: {
      column: 'group',
      columns: ['20 patient', '50 patient', '100 patient', '20 image', '50 image', '100 image'],
      label: (group) => `${group.split(' ')[0]} patients, ${group.endsWith('image') ? 'mixed' : 'one truth'}`,
      where: (row) => row.size === '4',
      x: 'truth',
      series: 'icc',
      note: '4 images a patient, of one truth or mixed',
    },
  },
  difference: {
    tables: { design: ['coverage', 'width'], truth: ['coverage'] },
    panels: {
      column: 'design',
      columns: ['20+20', '30+100', '50+50', '100+100', '200+200'],
      label: (design) => `${design} cases`,
      x: 'p1',
      series: 'truth',
    },
  },
  'paired-difference': {
    tables: { n: ['coverage', 'width'], truth: ['coverage'], icc: ['coverage'] },
    panels: {
      column: 'n',
      columns: [20, 50, 100, 200],
      label: (n) => `${n} cases`,
      where: (row) => row.icc === 0.3,
      x: 'p1',
      series: 'truth',
      note: 'phi 0.3',
    },
  },
  rate: {
    tables: { n: ['coverage', 'risk', 'width'], icc: ['coverage', 'risk'], truth: ['coverage'] },
    panels: {
      column: 'n',
      columns: [30, 100, 300],
      label: (n) => `${n} images`,
      x: 'truth',
      series: 'icc',
    },
  },
};

/** True values of a proportion in bands: a coverage of counts differs most near 100 %. */
export function bandOf(truth) {
  return truth < 0.8
    ? '50–79 %'
    : truth < 0.9
      ? '80–89 %'
      : truth < 0.95
        ? '90–94 %'
        : truth <= 0.99
          ? '95–99 %'
          : '> 99 %';
}

/** Words for the axes of tables and figure. */
export const WORDS = {
  n: { 'clustered-proportion': 'patients', 'clustered-auc': 'patients', rate: 'images', other: 'n' },
  icc: { 'paired-difference': 'phi', rate: 'variance / mean', other: 'icc' },
  truth: {
    auc: 'true AUC',
    'clustered-auc': 'true AUC',
    difference: 'true difference',
    'paired-difference': 'true difference',
    rate: 'events per image',
    other: 'true value',
  },
  p1: { other: 'first proportion' },
  size: { other: 'images a patient' },
  design: { other: 'design' },
  band: { other: 'true value' },
};

export function word(axis, family) {
  return WORDS[axis][family] ?? WORDS[axis].other;
}

/** Distinct values of a column, numbers ascending, text in order of appearance. */
export function valuesOf(rows, column) {
  const values = [...new Set(rows.map((row) => row[column]))];
  return values.every((value) => typeof value === 'number') ? values.sort((a, b) => a - b) : values;
}
