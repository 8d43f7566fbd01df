import type { Owner, Team } from '../../domain/owner/owner.ts';
import type { Settings } from '../../domain/settings.ts';

export type Page<T> = { results: T[]; next: string | undefined };
export type PageRequest = { limit: number; after?: string | undefined };

export type SaveResult = 'SAVED' | 'CHANGED_MEANWHILE' | 'EMAIL_TAKEN' | 'SALESFORCE_USER_TAKEN' | 'ID_TAKEN';

export type OwnerStore = {
  get(id: string): Promise<Owner | undefined>;
  findByEmail(email: string): Promise<Owner | undefined>;
  /** By the id of their user in Salesforce, of 15 or 18 characters. */
  findBySalesforceUser(salesforceUserId: string): Promise<Owner | undefined>;
  /** Every owner of the account, active or not. */
  all(): Promise<Owner[]>;
  list(page: PageRequest): Promise<Page<Owner>>;
  create(owner: Owner): Promise<SaveResult>;
  replace(before: Owner, after: Owner): Promise<SaveResult>;
};

export type TeamStore = {
  get(id: string): Promise<Team | undefined>;
  list(page: PageRequest): Promise<Page<Team>>;
  /** False if the id is taken. */
  create(team: Team): Promise<boolean>;
  /** False if the team is gone. */
  replace(team: Team): Promise<boolean>;
  delete(id: string): Promise<boolean>;
};

export type SettingsStore = {
  get(): Promise<Settings>;
  put(settings: Settings): Promise<void>;
};
