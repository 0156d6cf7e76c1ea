import { z } from 'zod';
import type { Complaint } from '../../shared/domain/errors.ts';
import { issueSentence } from '../../shared/domain/issue-sentence.ts';
import { didYouMean } from '../../shared/domain/nearest-name.ts';

/**
 * The issues of a failed parse as complaints with dotted paths. A field that `schema` does not know is
 * named together with the nearest field that it does know at that place.
 */
export function complaintsOf(error: z.ZodError, schema: z.ZodType): Complaint[] {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return error.issues.flatMap((issue) => complaintsOfIssue(issue, document));
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

function complaintsOfIssue(issue: z.core.$ZodIssue, document: JsonSchema): Complaint[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issueSentence(issue) }];
  const known = fieldsAt(document, issue.path.map(String));
  return issue.keys.map((key) => ({
    path: [...issue.path, key].join('.'),
    message: `unknown field "${key}".${didYouMean(key, known) || ' Remove it.'}`,
  }));
}

function fieldsAt(document: JsonSchema, path: string[]): string[] {
  let level = alternatives(document);
  for (const step of path) {
    const next = level.flatMap((schema) => {
      if (schema.properties?.[step]) return [schema.properties[step]];
      if (schema.prefixItems?.[Number(step)]) return [schema.prefixItems[Number(step)]];
      return typeof schema.items === 'object' ? [schema.items] : [];
    });
    level = next.flatMap(alternatives);
  }
  return [...new Set(level.flatMap((schema) => Object.keys(schema.properties ?? {})))];
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap(alternatives)];
}
