interface ScheduledEvent {
  readonly resources: readonly string[];
}

/** Fails for every rule that says so. */
export const handler = async (event: ScheduledEvent) => {
  console.log(JSON.stringify({ event }));
  if (event.resources.some((rule) => rule.includes('Broken'))) throw new Error('broken schedule');
};
