import type { SchemaObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { METHODS, methodEntry } from './interval-methods.js';
import { ALL_METRICS, metricEntry } from './metric-catalogue.js';
import { ARTIFACT_KINDS, readSchema } from './schema-files.js';

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of a schema with its pointer. */
function fieldsOf(node: unknown, pointer = ''): [string, Node][] {
  if (Array.isArray(node)) return node.flatMap((item, i) => fieldsOf(item, `${pointer}/${i}`));
  if (!isNode(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'examples' || key === 'const' || key === 'enum') return [];
    const here = `${pointer}/${key}`;
    const own: [string, Node][] =
      key === 'properties' && isNode(value)
        ? Object.entries(value).map(([name, field]) => [`${here}/${name}`, field as Node])
        : [];
    return [...own, ...fieldsOf(value, here)];
  });
}

describe.each(ARTIFACT_KINDS)('%s', (kind) => {
  const schema = readSchema(kind);

  it('is closed: no group takes a field that is not named', () => {
    const open: string[] = [];
    const visit = (node: unknown, pointer: string): void => {
      if (Array.isArray(node)) node.forEach((item, i) => visit(item, `${pointer}/${i}`));
      if (!isNode(node)) return;
      if (node['type'] === 'object' && node['additionalProperties'] === undefined) open.push(pointer);
      for (const [key, value] of Object.entries(node))
        if (key !== 'examples') visit(value, `${pointer}/${key}`);
    };
    visit(schema, '');
    expect(open).toEqual([]);
  });

  it('describes every field', () => {
    const silent = fieldsOf(schema).filter(
      ([, field]) => field['description'] === undefined && field['$ref'] === undefined,
    );
    expect(silent.map(([pointer]) => pointer)).toEqual([]);
  });
});

describe.each(['protocol', 'model-package'] as const)('%s, which people write', (kind) => {
  const schema = readSchema(kind);
  const fields = fieldsOf(schema);

  it('shows an example of every field', () => {
    const bare = fields.filter(
      ([, field]) => !Array.isArray(field['examples']) || field['examples'].length === 0,
    );
    expect(bare.map(([pointer]) => pointer)).toEqual([]);
  });

  it('has examples that are right themselves', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    ajv.addVocabulary(['tsType']);
    const { $schema: dialect, $defs } = schema;
    const wrong = fields.filter(([, field]) => {
      const check = ajv.compile({ $schema: dialect, $defs, ...field } as SchemaObject);
      return (field['examples'] as unknown[]).some((example) => !check(example));
    });
    expect(wrong.map(([pointer]) => pointer)).toEqual([]);
  });
});

describe('metric catalogue', () => {
  const endpoint = (readSchema('protocol')['$defs'] as Record<string, Node>)['Endpoint'] as unknown as {
    properties: { metric: { enum: string[] }; interval: { properties: { method: { enum: string[] } } } };
  };

  it('names the metrics and methods of the protocol schema, no more and no less', () => {
    expect(ALL_METRICS.map(({ name }) => name)).toEqual(endpoint.properties.metric.enum);
    expect(METHODS.map(({ name }) => name).sort()).toEqual(
      [...endpoint.properties.interval.properties.method.enum].sort(),
    );
  });

  it('gives every metric a method for independent units or a clustered one for images', () => {
    for (const metric of ALL_METRICS) {
      expect(metric.methods.some((name) => methodEntry(name)?.assumes === 'clustered')).toBe(true);
    }
    expect(metricEntry('dice')).toBeUndefined();
  });
});
