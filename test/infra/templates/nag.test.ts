import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, type IApplyRule, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type StageName, stages } from '../../../infra/stages.ts';
import { appWith, sources } from './synthesized.ts';

describe.each(Object.keys(stages) as StageName[])('the %s stage', (stage) => {
  // An app of its own: synthesis rewrites references between stacks, and findings are named after them.
  const app = appWith(stage, sources);

  test('breaks no rule of AWS Solutions without a reason', () => {
    const { violations } = new AwsSolutionsChecks().validateScope(app);
    const found = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
    expect(found).toEqual([]);
  });

  test('gives no reason for a rule that it keeps', () => {
    const broken = new BrokenRules();
    broken.validateScope(app);
    const idle = acknowledgements(app).filter(
      ({ rule, path }) => !broken.found.some((each) => each.rule === rule && isWithin(each.path, path)),
    );
    expect(idle).toEqual([]);
  });
});

/** The rules of the pack with everything that they find, acknowledged or not. */
class BrokenRules extends AwsSolutionsChecks {
  readonly found: { rule: string; path: string }[] = [];

  protected override applyRule({ rule, ruleSuffixOverride, node }: IApplyRule): void {
    const name = `${this.packName}-${ruleSuffixOverride ?? rule.name}`;
    const result = rule(node);
    const { path } = node.node;
    if (result === NagRuleCompliance.NON_COMPLIANT) this.found.push({ rule: name, path });
    if (Array.isArray(result))
      this.found.push(...result.map((finding) => ({ rule: `${name}[${finding}]`, path })));
  }
}

function acknowledgements(root: IConstruct): { rule: string; path: string }[] {
  const reasons = z.record(z.string(), z.string());
  return root.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(reasons.parse(data)))
      .map((id) => ({ rule: id.replace(/^annotation::/i, ''), path: node.path })),
  );
}

function isWithin(path: string, ancestor: string): boolean {
  return `${path}/`.startsWith(`${ancestor}/`);
}
