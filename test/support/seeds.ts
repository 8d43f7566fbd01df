/** The one seed that is asked for: `ROTA_SEED=17`. What happened in it is then worth printing. */
const onlySeed: string | undefined = process.env['ROTA_SEED'];

/**
 * The seeds to run: the one that is asked for, those up to `ROTA_SEEDS=2000` or as many as usual, from `ROTA_FIRST_SEED=51` on or from
 * the first.
 */
export const seedsOf = (usual: number): number[] => {
  if (onlySeed !== undefined) return [Number(onlySeed)];
  const first = Number(process.env['ROTA_FIRST_SEED'] ?? 1);
  const last = Number(process.env['ROTA_SEEDS'] ?? usual);
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
};

/** What is wrong after a seed, headed by how to run it again; and, of the one that is asked for, what happened in it. */
export const toldOf = (
  seed: number,
  file: string,
  { problems, notes }: { problems: readonly string[]; notes: readonly string[] },
): string[] =>
  problems.length === 0
    ? []
    : [
        `ROTA_SEED=${seed} npx vitest run --project integration ${file}`,
        ...problems,
        ...(onlySeed === undefined ? [] : notes),
      ];
