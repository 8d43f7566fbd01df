import type { PropertyOption } from './property.ts';

const options = (labels: Record<string, string>): readonly PropertyOption[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

// The options that HubSpot's own properties begin with.

export const lifecycleStages = options({
  subscriber: 'Subscriber',
  lead: 'Lead',
  marketingqualifiedlead: 'Marketing Qualified Lead',
  salesqualifiedlead: 'Sales Qualified Lead',
  opportunity: 'Opportunity',
  customer: 'Customer',
  evangelist: 'Evangelist',
  other: 'Other',
});

export const leadStatuses = options({
  NEW: 'New',
  OPEN: 'Open',
  IN_PROGRESS: 'In Progress',
  OPEN_DEAL: 'Open Deal',
  UNQUALIFIED: 'Unqualified',
  ATTEMPTED_TO_CONTACT: 'Attempted to Contact',
  CONNECTED: 'Connected',
  BAD_TIMING: 'Bad Timing',
});

export const ticketPriorities = options({
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  URGENT: 'Urgent',
});

export const ticketCategories = options({
  PRODUCT_ISSUE: 'Product issue',
  BILLING_ISSUE: 'Billing issue',
  FEATURE_REQUEST: 'Feature request',
  GENERAL_INQUIRY: 'General inquiry',
});
