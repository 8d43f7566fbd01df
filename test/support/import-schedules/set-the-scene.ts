import { anOwner, aRecord } from '../builders.ts';
import { between, drawsOf, oneOf } from '../draws.ts';
import { cities, drawFile } from './drawn-file.ts';
import { join } from './join.ts';
import type { World } from './world.ts';

/** Owners, people who are known already, and the file, once or twice in the bucket; once if it is to be a dry run. */
export const setTheScene = async (world: World, dryRun = false): Promise<void> => {
  const draw = drawsOf(world.schedule, 'scene');
  const { deps, actor } = join(world, 'scene', { calm: true });
  world.owners = Array.from({ length: between(draw, 1, 3) }, (_, n) => ({
    id: String(1_001 + n),
    email: `owner-${n}@rota.example`,
  }));
  world.known = Array.from({ length: between(draw, 0, 12) }, (_, n) => ({
    id: String(10_001 + n),
    email: `known-${n}@example.com`,
    city: oneOf(draw, cities.slice(0, 2)),
  }));
  for (const { id, email } of world.owners) await deps.owners.create(anOwner({ id, email }));
  for (const { id, email, city } of world.known) {
    await deps.records.commit([
      { before: undefined, after: aRecord('contacts', { id, properties: { email, city } }) },
    ]);
  }
  world.file = drawFile(
    draw,
    world.known,
    world.owners.map(({ email }) => email),
  );
  const copies = draw(4) === 0 && !dryRun ? 2 : 1;
  world.uploads = Array.from({ length: copies }, (_, n) =>
    world.bucket.upload(
      `imports/contacts/people-${n}.csv`,
      world.file.content,
      dryRun ? { 'dry-run': 'true' } : {},
    ),
  );
  actor.leave();
};
