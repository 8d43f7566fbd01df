// Made from the API’s document by tools/client/main.ts; changed there, not here.

export interface Amount {
  credit: number;
  records: number;
}

export interface AssignJob {
  id: string;
  state: 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED';
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  actor: string;
  objectTypes: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  /**
   * An estimate until the job is over, when it is `done`.
   * @min 0
   */
  total: number;
  /**
   * How many records it has worked through.
   * @min 0
   */
  done: number;
  kind: 'assign';
  to: {
    ownerId: string | null;
  };
  property: string;
  overwrite: boolean;
  dryRun: boolean;
  filterGroups?: {
    filters: {
      propertyName: string;
      operator:
        | 'EQ'
        | 'NEQ'
        | 'LT'
        | 'LTE'
        | 'GT'
        | 'GTE'
        | 'BETWEEN'
        | 'IN'
        | 'NOT_IN'
        | 'HAS_PROPERTY'
        | 'NOT_HAS_PROPERTY'
        | 'CONTAINS_TOKEN'
        | 'NOT_CONTAINS_TOKEN';
      value?: string;
      highValue?: string;
      values?: string[];
    }[];
  }[];
  /** Whether it still looks for the records that match. */
  collecting?: boolean;
  /** The job that takes this one back, if somebody has asked for that. */
  undoneBy: string | null;
  counts: {
    /** @min 0 */
    assigned: number;
    /** @min 0 */
    cleared: number;
    /** @min 0 */
    unchanged: number;
    /** @min 0 */
    skipped: number;
    /** @min 0 */
    failed: number;
    /** @min 0 */
    canceled: number;
  };
  /** Why it stopped, if it FAILED. */
  failure?: {
    message: string;
    in?: string;
    code?: string;
  };
}

export interface Assignment {
  objectType: 'contacts' | 'companies' | 'deals' | 'tickets';
  recordId: string;
  /** The user property that was set. */
  property: string;
  previousOwnerId: string | null;
  /** Who owns the record now. */
  ownerId: string | null;
  outcome: 'ASSIGNED' | 'CLEARED' | 'UNCHANGED' | 'SKIPPED_ALREADY_OWNED';
  /** The entry of the history that this leads to, if it changed anything. */
  changeId: string | null;
}

export interface AssignmentInput {
  /** @maxLength 32 */
  objectType: string;
  ownerId?: (string | number) | null;
  /**
   * @minLength 1
   * @maxLength 254
   */
  ownerEmail?: string;
  /**
   * @minLength 1
   * @maxLength 128
   */
  property?: string;
  /** @default true */
  overwrite?: boolean;
  /** @default false */
  dryRun?: boolean;
  recordId: string | number;
}

export interface BulkAssignment {
  /** @min 0 */
  total: number;
  /** @min 0 */
  assigned: number;
  /** @min 0 */
  cleared: number;
  /** @min 0 */
  unchanged: number;
  /** @min 0 */
  skipped: number;
  /** @min 0 */
  failed: number;
  /** In the order asked. */
  results: (
    | {
        recordId: string;
        outcome: 'ASSIGNED' | 'CLEARED' | 'UNCHANGED' | 'SKIPPED_ALREADY_OWNED';
        previousOwnerId: string | null;
        changeId: string | null;
      }
    | {
        recordId: string;
        outcome: 'FAILED';
        error: {
          message: string;
          in?: string;
          code?: string;
        };
      }
  )[];
}

export interface BulkAssignmentInput {
  /** @maxLength 32 */
  objectType: string;
  ownerId?: (string | number) | null;
  /**
   * @minLength 1
   * @maxLength 254
   */
  ownerEmail?: string;
  /**
   * @minLength 1
   * @maxLength 128
   */
  property?: string;
  /** @default true */
  overwrite?: boolean;
  /** @default false */
  dryRun?: boolean;
  /**
   * @maxItems 10000
   * @minItems 1
   */
  recordIds?: (string | number)[];
  /** @maxItems 1000 */
  filterGroups?: {
    /** @maxItems 1000 */
    filters: {
      /**
       * @minLength 1
       * @maxLength 128
       */
      propertyName: string;
      operator:
        | 'EQ'
        | 'NEQ'
        | 'LT'
        | 'LTE'
        | 'GT'
        | 'GTE'
        | 'BETWEEN'
        | 'IN'
        | 'NOT_IN'
        | 'HAS_PROPERTY'
        | 'NOT_HAS_PROPERTY'
        | 'CONTAINS_TOKEN'
        | 'NOT_CONTAINS_TOKEN';
      value?: string | number | boolean | null;
      highValue?: string | number | boolean | null;
      values?: (string | number | boolean)[] | null;
    }[];
  }[];
}

/** All that a batch of enrollments led to, with everything that is needed to come to the same result again. */
export interface Decision {
  rotationId: string;
  batchId: string;
  /** @min 0 */
  version: number;
  /** ISO 8601, UTC, with milliseconds. */
  at: string;
  /** @min 0 */
  epoch: number;
  seed: string;
  eligible: {
    ownerId: string;
    weight: number;
    credit: number;
    /** @min 0 */
    count: number;
    left: number | null;
  }[];
  excluded: {
    ownerId: string;
    reasons: (
      | 'DEACTIVATED'
      | 'NO_OBJECT_ACCESS'
      | 'NO_PAID_SEAT'
      | 'NOT_PRIMARY_TEAM_MEMBER'
      | 'OUT_OF_OFFICE'
      | 'OUTSIDE_WORKING_HOURS'
      | 'DAILY_CAP_REACHED'
      | 'HANDING_OVER'
      | 'ROTATION_DELETED'
    )[];
  }[];
  picks: {
    recordId: string;
    enrollmentId: string;
    ownerId: string;
    /** @min 0 */
    turn: number;
    /** @min 0 */
    tied: number;
  }[];
  leftOver:
    | (
        | {
            to: 'HOLD';
            /** ISO 8601, UTC, with milliseconds. */
            until: string;
            enrollments: {
              recordId: string;
              enrollmentId: string;
            }[];
          }
        | {
            to: 'ROTATION';
            rotationId: string;
            thenTry: (
              | {
                  rotationId: string;
                }
              | {
                  ownerId: string;
                }
            )[];
            enrollments: {
              recordId: string;
              enrollmentId: string;
            }[];
          }
        | {
            to: 'OWNER';
            ownerId: string;
            enrollments: {
              recordId: string;
              enrollmentId: string;
            }[];
          }
      )
    | null;
  skipped: {
    recordId: string;
    enrollmentId: string;
    reason:
      | 'ROTATION_DELETED'
      | 'RECORD_NOT_FOUND'
      | 'ALREADY_DECIDED'
      | 'ALREADY_OWNED'
      | 'NO_LONGER_OWNED'
      | 'NO_ELIGIBLE_OWNER';
  }[];
}

export interface EnrollJob {
  id: string;
  state: 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED';
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  actor: string;
  objectTypes: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  /**
   * An estimate until the job is over, when it is `done`.
   * @min 0
   */
  total: number;
  /**
   * How many records it has worked through.
   * @min 0
   */
  done: number;
  kind: 'enroll';
  workflowId: string;
  counts: {
    /** @min 0 */
    enrolled: number;
    /** How many records were left as they are, by the reason. */
    skipped: Partial<Record<string, number>>;
  };
  /** Why it stopped, if it FAILED. */
  failure?: {
    message: string;
    in?: string;
    code?: string;
  };
}

/** Why a request was refused. `errors` names each field, record or scope at fault. */
export interface ErrorBody {
  status: 'error';
  category: string;
  message: string;
  correlationId: string;
  errors?: {
    message: string;
    in?: string;
    code?: string;
  }[];
}

export interface ExplainedDecision {
  rotationId: string;
  batchId: string;
  /** @min 0 */
  version: number;
  /** ISO 8601, UTC, with milliseconds. */
  at: string;
  /** @min 0 */
  epoch: number;
  seed: string;
  eligible: {
    ownerId: string;
    weight: number;
    credit: number;
    /** @min 0 */
    count: number;
    left: number | null;
  }[];
  excluded: {
    ownerId: string;
    reasons: (
      | 'DEACTIVATED'
      | 'NO_OBJECT_ACCESS'
      | 'NO_PAID_SEAT'
      | 'NOT_PRIMARY_TEAM_MEMBER'
      | 'OUT_OF_OFFICE'
      | 'OUTSIDE_WORKING_HOURS'
      | 'DAILY_CAP_REACHED'
      | 'HANDING_OVER'
      | 'ROTATION_DELETED'
    )[];
  }[];
  picks: {
    recordId: string;
    enrollmentId: string;
    ownerId: string;
    /** @min 0 */
    turn: number;
    /** @min 0 */
    tied: number;
  }[];
  leftOver:
    | (
        | {
            to: 'HOLD';
            /** ISO 8601, UTC, with milliseconds. */
            until: string;
            enrollments: {
              recordId: string;
              enrollmentId: string;
            }[];
          }
        | {
            to: 'ROTATION';
            rotationId: string;
            thenTry: (
              | {
                  rotationId: string;
                }
              | {
                  ownerId: string;
                }
            )[];
            enrollments: {
              recordId: string;
              enrollmentId: string;
            }[];
          }
        | {
            to: 'OWNER';
            ownerId: string;
            enrollments: {
              recordId: string;
              enrollmentId: string;
            }[];
          }
      )
    | null;
  skipped: {
    recordId: string;
    enrollmentId: string;
    reason:
      | 'ROTATION_DELETED'
      | 'RECORD_NOT_FOUND'
      | 'ALREADY_DECIDED'
      | 'ALREADY_OWNED'
      | 'NO_LONGER_OWNED'
      | 'NO_ELIGIBLE_OWNER';
  }[];
  explanations: {
    recordId: string;
    outcome: 'PICKED' | 'HELD' | 'PASSED_ON' | 'GIVEN_TO_FALLBACK' | 'SKIPPED';
    sentence: string;
    [key: string]: unknown;
  }[];
}

export type Explanation =
  | {
      rotationId: string;
      batchId: string;
      /** ISO 8601, UTC, with milliseconds. */
      at: string;
      recordId: string;
      outcome: 'PICKED';
      ownerId: string;
      /** @min 0 */
      epoch: number;
      /** @min 0 */
      turn: number;
      /** What one record cost in credit. */
      handedOut: number;
      participants: {
        ownerId: string;
        weight: number;
        /** A claim to a record or a part of one, in credit and in records, these rounded to hundredths. */
        before: Amount;
        /** A claim to a record or a part of one, in credit and in records, these rounded to hundredths. */
        owed: Amount;
      }[];
      tied: string[];
      draw: {
        /** @min 0 */
        among: number;
        seed: string;
      } | null;
      leftOut: {
        ownerId: string;
        reasons: (
          | 'DEACTIVATED'
          | 'NO_OBJECT_ACCESS'
          | 'NO_PAID_SEAT'
          | 'NOT_PRIMARY_TEAM_MEMBER'
          | 'OUT_OF_OFFICE'
          | 'OUTSIDE_WORKING_HOURS'
          | 'DAILY_CAP_REACHED'
          | 'HANDING_OVER'
          | 'ROTATION_DELETED'
        )[];
      }[];
    }
  | {
      rotationId: string;
      batchId: string;
      /** ISO 8601, UTC, with milliseconds. */
      at: string;
      recordId: string;
      outcome: 'HELD';
      /** ISO 8601, UTC, with milliseconds. */
      until: string;
      leftOut: {
        ownerId: string;
        reasons: (
          | 'DEACTIVATED'
          | 'NO_OBJECT_ACCESS'
          | 'NO_PAID_SEAT'
          | 'NOT_PRIMARY_TEAM_MEMBER'
          | 'OUT_OF_OFFICE'
          | 'OUTSIDE_WORKING_HOURS'
          | 'DAILY_CAP_REACHED'
          | 'HANDING_OVER'
          | 'ROTATION_DELETED'
        )[];
      }[];
    }
  | {
      rotationId: string;
      batchId: string;
      /** ISO 8601, UTC, with milliseconds. */
      at: string;
      recordId: string;
      outcome: 'PASSED_ON';
      leftOut: {
        ownerId: string;
        reasons: (
          | 'DEACTIVATED'
          | 'NO_OBJECT_ACCESS'
          | 'NO_PAID_SEAT'
          | 'NOT_PRIMARY_TEAM_MEMBER'
          | 'OUT_OF_OFFICE'
          | 'OUTSIDE_WORKING_HOURS'
          | 'DAILY_CAP_REACHED'
          | 'HANDING_OVER'
          | 'ROTATION_DELETED'
        )[];
      }[];
    }
  | {
      rotationId: string;
      batchId: string;
      /** ISO 8601, UTC, with milliseconds. */
      at: string;
      recordId: string;
      outcome: 'GIVEN_TO_FALLBACK';
      ownerId: string;
      leftOut: {
        ownerId: string;
        reasons: (
          | 'DEACTIVATED'
          | 'NO_OBJECT_ACCESS'
          | 'NO_PAID_SEAT'
          | 'NOT_PRIMARY_TEAM_MEMBER'
          | 'OUT_OF_OFFICE'
          | 'OUTSIDE_WORKING_HOURS'
          | 'DAILY_CAP_REACHED'
          | 'HANDING_OVER'
          | 'ROTATION_DELETED'
        )[];
      }[];
    }
  | {
      rotationId: string;
      batchId: string;
      /** ISO 8601, UTC, with milliseconds. */
      at: string;
      recordId: string;
      outcome: 'SKIPPED';
      reason:
        | 'ROTATION_DELETED'
        | 'RECORD_NOT_FOUND'
        | 'ALREADY_DECIDED'
        | 'ALREADY_OWNED'
        | 'NO_LONGER_OWNED'
        | 'NO_ELIGIBLE_OWNER';
      leftOut?: {
        ownerId: string;
        reasons: (
          | 'DEACTIVATED'
          | 'NO_OBJECT_ACCESS'
          | 'NO_PAID_SEAT'
          | 'NOT_PRIMARY_TEAM_MEMBER'
          | 'OUT_OF_OFFICE'
          | 'OUTSIDE_WORKING_HOURS'
          | 'DAILY_CAP_REACHED'
          | 'HANDING_OVER'
          | 'ROTATION_DELETED'
        )[];
      }[];
    };

export interface HandoverJob {
  id: string;
  state: 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED';
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  actor: string;
  objectTypes: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  /**
   * An estimate until the job is over, when it is `done`.
   * @min 0
   */
  total: number;
  /**
   * How many records it has worked through.
   * @min 0
   */
  done: number;
  kind: 'handover';
  from: {
    ownerId: string;
  };
  to:
    | {
        ownerId: string;
      }
    | {
        rotationId: string;
      };
  /** The job that takes this one back, if somebody has asked for that. */
  undoneBy: string | null;
  counts: {
    /** @min 0 */
    moved: number;
    /** How many records were left as they are, by the reason. */
    skipped: Partial<Record<string, number>>;
  };
  /** Why it stopped, if it FAILED. */
  failure?: {
    message: string;
    in?: string;
    code?: string;
  };
}

export interface HandoverPlan {
  /** @min 0 */
  total: number;
  /** How many of each type. */
  objectTypes: Partial<Record<'contacts' | 'companies' | 'deals' | 'tickets', number>>;
  to:
    | {
        ownerId: string;
      }
    | {
        rotationId: string;
      };
}

/** How far the applying of a dry run is. A dry run that is not what would be done any more is refused by 409. */
export type ImportApply =
  | {
      state: 'VERIFYING';
    }
  | {
      state: 'STARTING' | 'STARTED';
      importId: string;
    };

export interface ImportJob {
  id: string;
  state: 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED';
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  actor: string;
  objectTypes: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  /**
   * An estimate until the job is over, when it is `done`.
   * @min 0
   */
  total: number;
  /**
   * How many records it has worked through.
   * @min 0
   */
  done: number;
  kind: 'import';
  /** The job that takes this one back, if somebody has asked for that. */
  undoneBy: string | null;
  counts: {
    /** @min 0 */
    created: number;
    /** @min 0 */
    updated: number;
    /** @min 0 */
    unchanged: number;
    /** @min 0 */
    failed: number;
  };
}

export interface ImportReport {
  state: 'READY';
  /** A CSV in the form of the file. */
  url: string;
  /** ISO 8601, UTC, with milliseconds. */
  expiresAt: string;
}

/** Work on many records that goes on after its request is answered. */
export type Job = AssignJob | HandoverJob | UndoJob | EnrollJob | ImportJob;

export type JobResult =
  | {
      recordId: string;
      outcome: 'ASSIGNED' | 'CLEARED' | 'UNCHANGED' | 'SKIPPED_ALREADY_OWNED' | 'FAILED' | 'CANCELED';
      previousOwnerId: string | null;
      changeId?: string;
      error?: {
        message: string;
        in?: string;
        code?: string;
      };
    }
  | {
      objectType: 'contacts' | 'companies' | 'deals' | 'tickets';
      recordId: string;
      property: string;
      outcome: 'ASSIGNED' | 'CLEARED';
      previousOwnerId: string | null;
      ownerId: string | null;
      changeId: string;
      /** ISO 8601, UTC, with milliseconds. */
      at: string;
    };

export interface Leaver {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  seat:
    | 'NONE'
    | 'VIEW_ONLY'
    | 'CORE'
    | 'SALES_PROFESSIONAL'
    | 'SALES_ENTERPRISE'
    | 'SERVICE_PROFESSIONAL'
    | 'SERVICE_ENTERPRISE';
  primaryTeamId: string | null;
  secondaryTeamIds: string[];
  objectAccess: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  salesforceUserId: string | null;
  /** Null is always available. */
  availability: {
    timeZone: string;
    workingHours:
      | {
          days: ('MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY')[];
          from: string;
          until: string;
        }[]
      | null;
    outOfOffice: {
      from: string;
      until: string;
    }[];
  } | null;
  notifications: {
    /** The sources of which the owner does not want to hear. */
    off: ('API' | 'BULK' | 'WORKFLOW' | 'ROTATION' | 'SALESFORCE' | 'UNDO')[];
  };
  active: boolean;
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  owned?: {
    /** @min 0 */
    total: number;
    /** How many of each type. */
    objectTypes: Partial<Record<'contacts' | 'companies' | 'deals' | 'tickets', number>>;
  };
  /** How to hand it over. */
  handover?: {
    method: 'POST';
    path: string;
    message: string;
  };
}

/** A user who can own records. */
export interface Owner {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  seat:
    | 'NONE'
    | 'VIEW_ONLY'
    | 'CORE'
    | 'SALES_PROFESSIONAL'
    | 'SALES_ENTERPRISE'
    | 'SERVICE_PROFESSIONAL'
    | 'SERVICE_ENTERPRISE';
  primaryTeamId: string | null;
  secondaryTeamIds: string[];
  objectAccess: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  salesforceUserId: string | null;
  /** Null is always available. */
  availability: {
    timeZone: string;
    workingHours:
      | {
          days: ('MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY')[];
          from: string;
          until: string;
        }[]
      | null;
    outOfOffice: {
      from: string;
      until: string;
    }[];
  } | null;
  notifications: {
    /** The sources of which the owner does not want to hear. */
    off: ('API' | 'BULK' | 'WORKFLOW' | 'ROTATION' | 'SALESFORCE' | 'UNDO')[];
  };
  active: boolean;
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
}

export interface OwnerChange {
  /**
   * @minLength 1
   * @maxLength 254
   */
  email?: string;
  /** @maxLength 200 */
  firstName?: string;
  /** @maxLength 200 */
  lastName?: string;
  seat?:
    | 'NONE'
    | 'VIEW_ONLY'
    | 'CORE'
    | 'SALES_PROFESSIONAL'
    | 'SALES_ENTERPRISE'
    | 'SERVICE_PROFESSIONAL'
    | 'SERVICE_ENTERPRISE';
  primaryTeamId?: (string | number) | null;
  /** @maxItems 50 */
  secondaryTeamIds?: (string | number)[];
  /** @maxItems 12 */
  objectAccess?: string[];
  salesforceUserId?: string | null;
  availability?: {
    /** @maxLength 64 */
    timeZone: string;
    /** @default null */
    workingHours?:
      | {
          /**
           * @maxItems 7
           * @minItems 1
           */
          days: ('MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY')[];
          /** @pattern ^([01]\d|2[0-3]):[0-5]\d$ */
          from: string;
          /** @pattern ^(([01]\d|2[0-3]):[0-5]\d|24:00)$ */
          until: string;
        }[]
      | null;
    /**
     * @maxItems 200
     * @default []
     */
    outOfOffice?: {
      from: string;
      until: string;
    }[];
  } | null;
  notifications?: {
    /** @maxItems 50 */
    off: ('API' | 'BULK' | 'WORKFLOW' | 'ROTATION' | 'SALESFORCE' | 'UNDO')[];
  };
  active?: boolean;
}

export interface OwnerInput {
  /**
   * @minLength 1
   * @maxLength 254
   */
  email: string;
  /**
   * @maxLength 200
   * @default ""
   */
  firstName?: string;
  /**
   * @maxLength 200
   * @default ""
   */
  lastName?: string;
  /** @default "NONE" */
  seat?:
    | 'NONE'
    | 'VIEW_ONLY'
    | 'CORE'
    | 'SALES_PROFESSIONAL'
    | 'SALES_ENTERPRISE'
    | 'SERVICE_PROFESSIONAL'
    | 'SERVICE_ENTERPRISE';
  primaryTeamId?: (string | number) | null;
  /** @maxItems 50 */
  secondaryTeamIds?: (string | number)[];
  /** @maxItems 12 */
  objectAccess?: string[];
  /** @default null */
  salesforceUserId?: string | null;
  /** @default null */
  availability?: {
    /** @maxLength 64 */
    timeZone: string;
    /** @default null */
    workingHours?:
      | {
          /**
           * @maxItems 7
           * @minItems 1
           */
          days: ('MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY')[];
          /** @pattern ^([01]\d|2[0-3]):[0-5]\d$ */
          from: string;
          /** @pattern ^(([01]\d|2[0-3]):[0-5]\d|24:00)$ */
          until: string;
        }[]
      | null;
    /**
     * @maxItems 200
     * @default []
     */
    outOfOffice?: {
      from: string;
      until: string;
    }[];
  } | null;
  notifications?: {
    /** @maxItems 50 */
    off: ('API' | 'BULK' | 'WORKFLOW' | 'ROTATION' | 'SALESFORCE' | 'UNDO')[];
  };
}

export interface OwnershipChange {
  changeId: string;
  /** ISO 8601, UTC, with milliseconds. */
  at: string;
  property: string;
  fromOwnerId: string | null;
  toOwnerId: string | null;
  source: 'API' | 'BULK' | 'IMPORT' | 'WORKFLOW' | 'ROTATION' | 'SALESFORCE' | 'UNDO';
  actor: string;
  runId?: string;
  decisionId?: string;
}

export interface Replay {
  /** @min 0 */
  epoch: number;
  /** @min 0 */
  decisions: number;
  /** @min 0 */
  turns: number;
  matches: boolean;
  /** The first hundred. */
  differences: {
    in: string;
    what: string;
    expected: unknown;
    found: unknown;
  }[];
}

/** One "Rotate to owner" action: it draws from `members` or from the primary members of teams, and has its own counts. */
export interface Rotation {
  id: string;
  name: string;
  objectType: 'contacts' | 'companies' | 'deals' | 'tickets';
  /** The user property that it sets. */
  property: string;
  members?: {
    ownerId: string;
    weight: number;
    /** @min 0 */
    dailyCap?: number;
  }[];
  teamIds?: string[];
  overwrite: boolean;
  onlyAvailable: boolean;
  onMembersChange: 'reset' | 'keep';
  fallback: (
    | {
        rotationId: string;
      }
    | {
        ownerId: string;
      }
  )[];
  hold: {
    /** Minutes. */
    until: number;
  } | null;
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  warnings?: {
    code: string;
    message: string;
  }[];
}

export interface RotationChange {
  /**
   * @minLength 1
   * @maxLength 200
   */
  name?: string;
  /**
   * @minLength 1
   * @maxLength 128
   */
  property?: string;
  /**
   * @maxItems 500
   * @minItems 1
   */
  members?: {
    ownerId: string | number;
    /**
     * @min 1
     * @max 100
     * @default 1
     */
    weight?: number;
    /**
     * @min 1
     * @max 100000
     */
    dailyCap?: number;
  }[];
  /**
   * @maxItems 100
   * @minItems 1
   */
  teamIds?: (string | number)[];
  overwrite?: boolean;
  onlyAvailable?: boolean;
  onMembersChange?: 'reset' | 'keep';
  /** @maxItems 10 */
  fallback?: (
    | {
        rotationId: string | number;
      }
    | {
        ownerId: string | number;
      }
  )[];
  hold?: {
    /**
     * @min 1
     * @max 40320
     */
    until: number;
  } | null;
}

export interface RotationInput {
  /**
   * @minLength 1
   * @maxLength 200
   */
  name: string;
  /** @maxLength 32 */
  objectType: string;
  /**
   * @minLength 1
   * @maxLength 128
   */
  property?: string;
  /**
   * @maxItems 500
   * @minItems 1
   */
  members?: {
    ownerId: string | number;
    /**
     * @min 1
     * @max 100
     * @default 1
     */
    weight?: number;
    /**
     * @min 1
     * @max 100000
     */
    dailyCap?: number;
  }[];
  /**
   * @maxItems 100
   * @minItems 1
   */
  teamIds?: (string | number)[];
  /** @default false */
  overwrite?: boolean;
  /** @default false */
  onlyAvailable?: boolean;
  /** @default "reset" */
  onMembersChange?: 'reset' | 'keep';
  /** @maxItems 10 */
  fallback?: (
    | {
        rotationId: string | number;
      }
    | {
        ownerId: string | number;
      }
  )[];
  /** @default null */
  hold?: {
    /**
     * @min 1
     * @max 40320
     */
    until: number;
  } | null;
}

export interface SalesforceConflict {
  objectType: 'contacts' | 'companies' | 'deals' | 'tickets';
  recordId: string;
  ownerId: string | null;
  /** The user in Salesforce of the owner here. */
  salesforceUserId: string | null;
  /** Who owns it in Salesforce, as it last said. */
  salesforceOwnerId: string | null;
  /** ISO 8601, UTC, with milliseconds. */
  salesforceChangedAt: string;
  /** Who that is here. */
  salesforceOwnerIsOwnerId: string | null;
}

export interface SalesforceOwnerChanges {
  /**
   * @maxItems 1000
   * @minItems 1
   */
  changes: {
    /** @maxLength 32 */
    objectType: string;
    recordId: string | number;
    salesforceOwnerId: string | null;
    /** @maxLength 40 */
    changedAt: string;
  }[];
}

export interface SalesforceOwnerChangesTaken {
  /** @min 0 */
  total: number;
  /** @min 0 */
  assigned: number;
  /** @min 0 */
  cleared: number;
  /** @min 0 */
  unchanged: number;
  /** @min 0 */
  stale: number;
  /** @min 0 */
  failed: number;
  results: (
    | {
        objectType: 'contacts' | 'companies' | 'deals' | 'tickets';
        recordId: string;
        outcome: 'ASSIGNED' | 'CLEARED' | 'UNCHANGED' | 'STALE' | 'COULD_NOT_FIND_OWNER';
        previousOwnerId: string | null;
        /** Who owns the record now. */
        ownerId: string | null;
        /** The entry of the history that this leads to. */
        changeId: string | null;
        error?: {
          message: string;
          in?: string;
          code?: string;
        };
      }
    | {
        objectType: 'contacts' | 'companies' | 'deals' | 'tickets';
        recordId: string;
        outcome: 'SYNC_DISABLED' | 'RECORD_NOT_FOUND' | 'IN_THE_FUTURE' | 'FAILED';
        error: {
          message: string;
          in?: string;
          code?: string;
        };
      }
  )[];
}

export interface Settings {
  /** A day, YYYY-MM-DD. The seat rule of rotations depends on it; null asks for no seat. */
  subscriptionPurchasedOn: string | null;
  salesforceSync: {
    enabled: boolean;
    objectTypes: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  };
  assignCompanyOwnerToContact: boolean;
}

export interface SettingsInput {
  /** @default null */
  subscriptionPurchasedOn?: string | null;
  salesforceSync?: {
    enabled: boolean;
    /** @maxItems 12 */
    objectTypes: string[];
  };
  /** @default false */
  assignCompanyOwnerToContact?: boolean;
}

export interface Simulation {
  /** @min 0 */
  records: number;
  /** @min 0 */
  given: number;
  /** @min 0 */
  notGiven: number;
  seed: string;
  /** Records, the furthest that anybody was from their fair share. */
  largestDeviation: number;
  longestWait: number | null;
  members: {
    ownerId: string;
    weight: number;
    /** @min 0 */
    count: number;
    fairShare: number;
    deviation: number;
    longestWait: number | null;
  }[];
}

export interface SimulationInput {
  /**
   * @min 1
   * @max 100000
   * @default 1000
   */
  records?: number;
  /**
   * @maxItems 500
   * @minItems 1
   */
  members?: {
    ownerId: string | number;
    /**
     * @min 1
     * @max 100
     * @default 1
     */
    weight?: number;
    /**
     * @min 1
     * @max 100000
     */
    dailyCap?: number;
  }[];
  /** @default {} */
  weights?: Partial<Record<string, number>>;
  /** @maxItems 1000 */
  unavailable?: (
    | (string | number)
    | {
        ownerId: string | number;
        /**
         * @min 1
         * @max 100000
         */
        from: number;
        /**
         * @min 1
         * @max 100000
         */
        until: number;
      }
  )[];
  /** @pattern ^[0-9a-f]{32}$ */
  seed?: string;
}

export interface Standings {
  /** @min 0 */
  epoch: number;
  /** @min 0 */
  turns: number;
  members: {
    ownerId: string;
    weight: number;
    /** @min 0 */
    dailyCap?: number;
    /**
     * Records received in this epoch.
     * @min 0
     */
    count: number;
    credit: number;
    /** @min 0 */
    countToday: number;
    eligible: boolean;
    reasons: (
      | 'DEACTIVATED'
      | 'NO_OBJECT_ACCESS'
      | 'NO_PAID_SEAT'
      | 'NOT_PRIMARY_TEAM_MEMBER'
      | 'OUT_OF_OFFICE'
      | 'OUTSIDE_WORKING_HOURS'
      | 'DAILY_CAP_REACHED'
      | 'HANDING_OVER'
      | 'ROTATION_DELETED'
    )[];
  }[];
}

/** A group of owners. Who belongs to it is written on the owners. */
export interface Team {
  id: string;
  name: string;
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
}

export interface TeamInput {
  /**
   * @minLength 1
   * @maxLength 200
   */
  name: string;
}

export interface UndoInput {
  /** @default false */
  archiveCreated?: boolean;
}

export interface UndoJob {
  id: string;
  state: 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED';
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  actor: string;
  objectTypes: ('contacts' | 'companies' | 'deals' | 'tickets')[];
  /**
   * An estimate until the job is over, when it is `done`.
   * @min 0
   */
  total: number;
  /**
   * How many records it has worked through.
   * @min 0
   */
  done: number;
  kind: 'undo';
  undoes: string;
  /** What becomes of the records that an import created, if they are to be archived. */
  created?: {
    /** @min 0 */
    total: number;
    /** @min 0 */
    archived: number;
    /** How many records were left as they are, by the reason. */
    kept: Partial<Record<string, number>>;
  };
  counts: {
    /** @min 0 */
    moved: number;
    /** How many records were left as they are, by the reason. */
    skipped: Partial<Record<string, number>>;
  };
  /** Why it stopped, if it FAILED. */
  failure?: {
    message: string;
    in?: string;
    code?: string;
  };
}

export interface Upload {
  importId: string;
  /** A form to send the file with: a multipart `POST` to `url` of all `fields`, and after them the file as `file`. It works for an hour. */
  upload: {
    url: string;
    fields: Partial<Record<string, string>>;
  };
}

export interface UploadInput {
  /** @maxLength 32 */
  objectType: string;
  /**
   * @maxLength 200
   * @pattern ^[^/\\\p{Cc}]+$
   */
  fileName: string;
  /**
   * @minLength 1
   * @maxLength 200
   */
  name?: string;
  /** @default "upsert" */
  mode?: 'upsert' | 'create' | 'update';
  /**
   * @maxItems 999
   * @default []
   */
  mappings?: {
    /**
     * @minLength 1
     * @maxLength 200
     */
    columnName: string;
    propertyName: string | null;
  }[];
  unknownOwner?:
    | 'leave'
    | 'rejectRow'
    | {
        ownerId: string | number;
      }
    | {
        rotationId: string | number;
      };
  /** @default "YEAR_MONTH_DAY" */
  dateFormat?: 'YEAR_MONTH_DAY' | 'MONTH_DAY_YEAR' | 'DAY_MONTH_YEAR';
  /** @default false */
  dryRun?: boolean;
}

/** What is done, in order, with each record that comes to match. */
export interface Workflow {
  id: string;
  name: string;
  objectType: 'contacts' | 'companies' | 'deals' | 'tickets';
  enabled: boolean;
  enrollment: {
    filterGroups: {
      filters: {
        propertyName: string;
        operator:
          | 'EQ'
          | 'NEQ'
          | 'LT'
          | 'LTE'
          | 'GT'
          | 'GTE'
          | 'BETWEEN'
          | 'IN'
          | 'NOT_IN'
          | 'HAS_PROPERTY'
          | 'NOT_HAS_PROPERTY'
          | 'CONTAINS_TOKEN'
          | 'NOT_CONTAINS_TOKEN';
        value?: string;
        highValue?: string;
        values?: string[];
      }[];
    }[];
    reEnroll: boolean;
  };
  actions: WorkflowAction[];
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
  /** The job that enrols what matches already, if that was asked for. */
  jobId?: string;
}

export type WorkflowAction =
  | {
      type: 'setOwner';
      ownerId: string;
      property: string;
    }
  | {
      type: 'setProperty';
      property: string;
      value: string;
    }
  | {
      type: 'rotate';
      rotationId: string;
    }
  | {
      type: 'branch';
      branches: {
        name: string;
        filterGroups: {
          filters: {
            propertyName: string;
            operator:
              | 'EQ'
              | 'NEQ'
              | 'LT'
              | 'LTE'
              | 'GT'
              | 'GTE'
              | 'BETWEEN'
              | 'IN'
              | 'NOT_IN'
              | 'HAS_PROPERTY'
              | 'NOT_HAS_PROPERTY'
              | 'CONTAINS_TOKEN'
              | 'NOT_CONTAINS_TOKEN';
            value?: string;
            highValue?: string;
            values?: string[];
          }[];
        }[];
        actions: WorkflowAction[];
      }[];
      otherwise: WorkflowAction[];
    };

export type WorkflowActionInput =
  | {
      type: 'setOwner';
      ownerId: string | number;
      /**
       * The owner property, if left out.
       * @minLength 1
       * @maxLength 128
       * @default "hubspot_owner_id"
       */
      property?: string;
    }
  | {
      type: 'setProperty';
      /**
       * @minLength 1
       * @maxLength 128
       */
      property: string;
      /**
       * An empty one clears the property.
       * @maxLength 65536
       */
      value: string;
    }
  | {
      type: 'rotate';
      rotationId: string | number;
    }
  | {
      type: 'branch';
      /**
       * @maxItems 20
       * @minItems 1
       */
      branches: {
        /**
         * @minLength 1
         * @maxLength 200
         */
        name: string;
        /** @maxItems 1000 */
        filterGroups: {
          /** @maxItems 1000 */
          filters: {
            /**
             * @minLength 1
             * @maxLength 128
             */
            propertyName: string;
            operator:
              | 'EQ'
              | 'NEQ'
              | 'LT'
              | 'LTE'
              | 'GT'
              | 'GTE'
              | 'BETWEEN'
              | 'IN'
              | 'NOT_IN'
              | 'HAS_PROPERTY'
              | 'NOT_HAS_PROPERTY'
              | 'CONTAINS_TOKEN'
              | 'NOT_CONTAINS_TOKEN';
            value?: string | number | boolean | null;
            highValue?: string | number | boolean | null;
            values?: (string | number | boolean)[] | null;
          }[];
        }[];
        /** @maxItems 101 */
        actions: WorkflowActionInput[];
      }[];
      /** @maxItems 101 */
      otherwise?: WorkflowActionInput[];
    };

export interface WorkflowChange {
  /**
   * @minLength 1
   * @maxLength 200
   */
  name?: string;
  enabled?: boolean;
  enrollment?: {
    /** @maxItems 1000 */
    filterGroups?: {
      /** @maxItems 1000 */
      filters: {
        /**
         * @minLength 1
         * @maxLength 128
         */
        propertyName: string;
        operator:
          | 'EQ'
          | 'NEQ'
          | 'LT'
          | 'LTE'
          | 'GT'
          | 'GTE'
          | 'BETWEEN'
          | 'IN'
          | 'NOT_IN'
          | 'HAS_PROPERTY'
          | 'NOT_HAS_PROPERTY'
          | 'CONTAINS_TOKEN'
          | 'NOT_CONTAINS_TOKEN';
        value?: string | number | boolean | null;
        highValue?: string | number | boolean | null;
        values?: (string | number | boolean)[] | null;
      }[];
    }[];
    /** @default false */
    reEnroll?: boolean;
  };
  /** @maxItems 101 */
  actions?: WorkflowActionInput[];
  /** Whether records that match already enrol, too, as a job, when it is switched on. */
  enrollExisting?: boolean;
}

/** One record's way through a workflow, step by step. */
export interface WorkflowEnrollment {
  id: string;
  recordId: string;
  enrolledBy: 'TRIGGER' | 'MANUAL' | 'EXISTING';
  actor: string;
  state: 'RUNNING' | 'ROTATING' | 'HELD' | 'DONE' | 'STOPPED';
  reason?: 'RECORD_NOT_FOUND' | 'TOO_MANY_HOPS';
  waitsFor?: {
    rotationId: string;
    /** ISO 8601, UTC, with milliseconds. */
    until?: string;
  };
  steps: {
    /** Where it stands in the workflow: `actions[0].branches[1].actions[0]`. */
    action: string;
    type: 'setOwner' | 'setProperty' | 'rotate' | 'branch';
    /** Why it was skipped or failed, such as ROTATION_DELETED, RECORD_NOT_FOUND, ALREADY_DECIDED, ALREADY_OWNED, NO_LONGER_OWNED, NO_ELIGIBLE_OWNER. */
    reason?: string;
    /** The branch that was taken, null for `otherwise`. */
    branch?: string | null;
    property?: string;
    value?: string;
    ownerId?: string;
    rotationId?: string;
    outcome: 'DONE' | 'UNCHANGED' | 'SKIPPED' | 'FAILED';
  }[];
  /** ISO 8601, UTC, with milliseconds. */
  createdAt: string;
  /** ISO 8601, UTC, with milliseconds. */
  updatedAt: string;
}

export interface WorkflowInput {
  /**
   * @minLength 1
   * @maxLength 200
   */
  name: string;
  /** @maxLength 32 */
  objectType: string;
  /** @default false */
  enabled?: boolean;
  enrollment?: {
    /** @maxItems 1000 */
    filterGroups?: {
      /** @maxItems 1000 */
      filters: {
        /**
         * @minLength 1
         * @maxLength 128
         */
        propertyName: string;
        operator:
          | 'EQ'
          | 'NEQ'
          | 'LT'
          | 'LTE'
          | 'GT'
          | 'GTE'
          | 'BETWEEN'
          | 'IN'
          | 'NOT_IN'
          | 'HAS_PROPERTY'
          | 'NOT_HAS_PROPERTY'
          | 'CONTAINS_TOKEN'
          | 'NOT_CONTAINS_TOKEN';
        value?: string | number | boolean | null;
        highValue?: string | number | boolean | null;
        values?: (string | number | boolean)[] | null;
      }[];
    }[];
    /** @default false */
    reEnroll?: boolean;
  };
  /** @maxItems 101 */
  actions: WorkflowActionInput[];
  /**
   * Whether records that match already enrol, too, as a job, when it is switched on.
   * @default false
   */
  enrollExisting?: boolean;
}

export interface WorkflowTrial {
  recordId: string;
  /** Whether it meets what the workflow asks of those that enrol by themselves. */
  matches: boolean;
  steps: {
    /** Where it stands in the workflow: `actions[0].branches[1].actions[0]`. */
    action: string;
    type: 'setOwner' | 'setProperty' | 'rotate' | 'branch';
    /** Why it was skipped or failed, such as ROTATION_DELETED, RECORD_NOT_FOUND, ALREADY_DECIDED, ALREADY_OWNED, NO_LONGER_OWNED, NO_ELIGIBLE_OWNER. */
    reason?: string;
    /** The branch that was taken, null for `otherwise`. */
    branch?: string | null;
    property?: string;
    value?: string;
    ownerId?: string;
    rotationId?: string;
    outcome: 'DONE' | 'UNCHANGED' | 'SKIPPED' | 'FAILED' | 'ROTATES';
    eligible?: string[];
    excluded?: {
      ownerId: string;
      reasons: (
        | 'DEACTIVATED'
        | 'NO_OBJECT_ACCESS'
        | 'NO_PAID_SEAT'
        | 'NOT_PRIMARY_TEAM_MEMBER'
        | 'OUT_OF_OFFICE'
        | 'OUTSIDE_WORKING_HOURS'
        | 'DAILY_CAP_REACHED'
        | 'HANDING_OVER'
        | 'ROTATION_DELETED'
      )[];
    }[];
  }[];
}

import type { Answer, Send } from './connection.ts';

/**
 * The calls of `/ownership/v1`.
 *
 * @param send a connection to the service, from `connect`
 */
export const ownershipClient = (send: Send) => ({
  /**
   * Gives one record to an owner, or to nobody.
   *
   * Give either `ownerId`, of which null is nobody, or `ownerEmail`. The `ETag` of the answer is the version that the record has then.
   */
  assign: (
    data: AssignmentInput,
    headers?: {
      /**
       * The `ETag` of the record, or several of them: who was not first is told so by 412.
       * @maxLength 1000
       */
      'If-Match'?: string;
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<200, Assignment>>({
      method: 'POST',
      path: `/ownership/v1/assign`,
      headers,
      body: data,
    }),
  /**
   * Gives many records to an owner, or to nobody.
   *
   * Give either `recordIds` or `filterGroups`, which also needs the scope to read, and either `ownerId` or `ownerEmail`. Up to 500 ids are done while you wait; more, or what filters find, as a job.
   */
  bulkAssign: (
    data: BulkAssignmentInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<
      | Answer<200, BulkAssignment>
      | Answer<
          202,
          {
            jobId: string;
          }
        >
    >({
      method: 'POST',
      path: `/ownership/v1/bulk-assign`,
      headers,
      body: data,
    }),
  /**
   * Tells how far a job is.
   *
   * An import is a job too, and needs the scope `crm.import` besides.
   */
  getJob: (jobId: string) =>
    send<Answer<200, Job>>({
      method: 'GET',
      path: `/ownership/v1/jobs/${encodeURIComponent(jobId)}`,
    }),
  /**
   * Lists what became of each record.
   *
   * Of an assignment all records, in the order asked; of other jobs those that they changed. What is not done yet is not listed yet.
   */
  listJobResults: (
    jobId: string,
    query?: {
      /**
       * How many results at most.
       * @min 1
       * @max 100
       */
      limit?: number;
      /**
       * Where the page before ended, from its `paging.next.after`.
       * @maxLength 512
       */
      after?: string;
    },
  ) =>
    send<
      Answer<
        200,
        {
          results: JobResult[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/jobs/${encodeURIComponent(jobId)}/results`,
      query,
    }),
  /**
   * Stops a job.
   *
   * What it has done stays done, and can be undone.
   */
  cancelJob: (
    jobId: string,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<200, Job>>({
      method: 'POST',
      path: `/ownership/v1/jobs/${encodeURIComponent(jobId)}/cancel`,
      headers,
    }),
  /**
   * Gives records back to whom they belonged before a job.
   *
   * Goes on as a job. Records of which somebody has changed the owner since are left alone.
   */
  undoJob: (
    jobId: string,
    data?: UndoInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<
      Answer<
        202,
        {
          jobId: string;
        }
      >
    >({
      method: 'POST',
      path: `/ownership/v1/jobs/${encodeURIComponent(jobId)}/undo`,
      headers,
      body: data,
    }),
  /**
   * Gives a form to upload a file with, which starts its import.
   *
   * A rotation for rows whose owner is unknown needs the scope `automation` besides.
   */
  createImport: (
    data: UploadInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<201, Upload>>({
      method: 'POST',
      path: `/ownership/v1/imports`,
      headers,
      body: data,
    }),
  /**
   * Gives a link to what a dry run says of each row.
   *
   * The first request has the report made; ask until it is `READY`.
   */
  getDryRunReport: (importId: string) =>
    send<
      | Answer<200, ImportReport>
      | Answer<
          202,
          {
            state: 'PENDING';
          }
        >
    >({
      method: 'GET',
      path: `/ownership/v1/imports/${encodeURIComponent(importId)}/report`,
    }),
  /**
   * Does what a dry run has said.
   *
   * Every row is compared with what is there now; if any would come to something else, nothing is written.
   */
  applyImport: (
    importId: string,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<202, ImportApply>>({
      method: 'POST',
      path: `/ownership/v1/imports/${encodeURIComponent(importId)}/apply`,
      headers,
    }),
  /**
   * Tells how far the applying of a dry run is.
   */
  getImportApply: (importId: string) =>
    send<Answer<200, ImportApply>>({
      method: 'GET',
      path: `/ownership/v1/imports/${encodeURIComponent(importId)}/apply`,
    }),
  /**
   * Lists the rotations.
   */
  listRotations: (query?: {
    /**
     * How many results at most.
     * @min 1
     * @max 100
     */
    limit?: number;
    /**
     * Where the page before ended, from its `paging.next.after`.
     * @maxLength 512
     */
    after?: string;
  }) =>
    send<
      Answer<
        200,
        {
          results: Rotation[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/rotations`,
      query,
    }),
  /**
   * Creates a rotation.
   *
   * Give either `members` or `teamIds`.
   */
  createRotation: (
    data: RotationInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<201, Rotation>>({
      method: 'POST',
      path: `/ownership/v1/rotations`,
      headers,
      body: data,
    }),
  /**
   * Gives one rotation.
   */
  getRotation: (rotationId: string) =>
    send<Answer<200, Rotation>>({
      method: 'GET',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}`,
    }),
  /**
   * Changes a rotation.
   *
   * Other members begin a new epoch, unless `onMembersChange` is `keep`; nothing else does.
   */
  updateRotation: (rotationId: string, data: RotationChange) =>
    send<Answer<200, Rotation>>({
      method: 'PATCH',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}`,
      body: data,
    }),
  /**
   * Deletes a rotation.
   */
  deleteRotation: (rotationId: string) =>
    send<Answer<204, undefined>>({
      method: 'DELETE',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}`,
    }),
  /**
   * Tells who has received how many, and who takes part in the next turn.
   */
  getStandings: (rotationId: string) =>
    send<Answer<200, Standings>>({
      method: 'GET',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}/standings`,
    }),
  /**
   * Enrolls records.
   *
   * They are decided in batches of up to 98, soon after.
   */
  enrollInRotation: (
    rotationId: string,
    data: {
      /**
       * @maxItems 10000
       * @minItems 1
       */
      recordIds: (string | number)[];
    },
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<
      Answer<
        202,
        {
          /** @min 0 */
          batches: number;
          /** @min 0 */
          enrolled: number;
          warnings?: {
            code: string;
            message: string;
          }[];
        }
      >
    >({
      method: 'POST',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}/enrollments`,
      headers,
      body: data,
    }),
  /**
   * Lists the decisions, newest first.
   */
  listDecisions: (
    rotationId: string,
    query?: {
      /**
       * How many results at most.
       * @min 1
       * @max 100
       */
      limit?: number;
      /**
       * Where the page before ended, from its `paging.next.after`.
       * @maxLength 512
       */
      after?: string;
    },
  ) =>
    send<
      Answer<
        200,
        {
          results: Decision[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}/decisions`,
      query,
    }),
  /**
   * Gives one decision and explains each record.
   */
  getDecision: (rotationId: string, batchId: string) =>
    send<Answer<200, ExplainedDecision>>({
      method: 'GET',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}/decisions/${encodeURIComponent(batchId)}`,
    }),
  /**
   * Computes the epoch again from its log and says where it differs.
   */
  replayRotation: (
    rotationId: string,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<200, Replay>>({
      method: 'POST',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}/replay`,
      headers,
    }),
  /**
   * Tries a rotation, as it is or changed, without giving anything away.
   */
  simulateRotation: (
    rotationId: string,
    data?: SimulationInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<200, Simulation>>({
      method: 'POST',
      path: `/ownership/v1/rotations/${encodeURIComponent(rotationId)}/simulations`,
      headers,
      body: data,
    }),
  /**
   * Lists the workflows.
   */
  listWorkflows: (query?: {
    /**
     * How many results at most.
     * @min 1
     * @max 100
     */
    limit?: number;
    /**
     * Where the page before ended, from its `paging.next.after`.
     * @maxLength 512
     */
    after?: string;
  }) =>
    send<
      Answer<
        200,
        {
          results: Workflow[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/workflows`,
      query,
    }),
  /**
   * Creates a workflow.
   *
   * It is switched off unless `enabled` says otherwise. Without filters, records enrol by hand only.
   */
  createWorkflow: (
    data: WorkflowInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<201, Workflow>>({
      method: 'POST',
      path: `/ownership/v1/workflows`,
      headers,
      body: data,
    }),
  /**
   * Gives one workflow.
   */
  getWorkflow: (workflowId: string) =>
    send<Answer<200, Workflow>>({
      method: 'GET',
      path: `/ownership/v1/workflows/${encodeURIComponent(workflowId)}`,
    }),
  /**
   * Changes a workflow, or switches it on or off.
   *
   * Records that have enrolled go on in the workflow as it was then.
   */
  updateWorkflow: (workflowId: string, data: WorkflowChange) =>
    send<Answer<200, Workflow>>({
      method: 'PATCH',
      path: `/ownership/v1/workflows/${encodeURIComponent(workflowId)}`,
      body: data,
    }),
  /**
   * Deletes a workflow.
   *
   * Records that have enrolled go on to its end.
   */
  deleteWorkflow: (workflowId: string) =>
    send<Answer<204, undefined>>({
      method: 'DELETE',
      path: `/ownership/v1/workflows/${encodeURIComponent(workflowId)}`,
    }),
  /**
   * Copies a workflow, switched off, with rotations of its own.
   */
  cloneWorkflow: (
    workflowId: string,
    data?: {
      /**
       * @minLength 1
       * @maxLength 200
       */
      name?: string;
    },
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<201, Workflow>>({
      method: 'POST',
      path: `/ownership/v1/workflows/${encodeURIComponent(workflowId)}/clone`,
      headers,
      body: data,
    }),
  /**
   * Lists the records that have enrolled, newest first, with their path and what came of each step.
   */
  listWorkflowEnrollments: (
    workflowId: string,
    query?: {
      /**
       * How many results at most.
       * @min 1
       * @max 100
       */
      limit?: number;
      /**
       * Where the page before ended, from its `paging.next.after`.
       * @maxLength 512
       */
      after?: string;
    },
  ) =>
    send<
      Answer<
        200,
        {
          results: WorkflowEnrollment[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/workflows/${encodeURIComponent(workflowId)}/enrollments`,
      query,
    }),
  /**
   * Enrolls records by hand, whether or not they match.
   */
  enrollInWorkflow: (
    workflowId: string,
    data: {
      /**
       * @maxItems 10000
       * @minItems 1
       */
      recordIds: (string | number)[];
    },
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<
      Answer<
        202,
        {
          /** @min 0 */
          requested: number;
        }
      >
    >({
      method: 'POST',
      path: `/ownership/v1/workflows/${encodeURIComponent(workflowId)}/enrollments`,
      headers,
      body: data,
    }),
  /**
   * Tells what a workflow would do with a record, and writes nothing.
   */
  testWorkflow: (
    workflowId: string,
    data: {
      recordId: string | number;
    },
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<200, WorkflowTrial>>({
      method: 'POST',
      path: `/ownership/v1/workflows/${encodeURIComponent(workflowId)}/test`,
      headers,
      body: data,
    }),
  /**
   * Lists who owned a record, newest first.
   */
  listChanges: (
    objectType: string,
    recordId: string,
    query?: {
      /**
       * How many results at most.
       * @min 1
       * @max 100
       */
      limit?: number;
      /**
       * Where the page before ended, from its `paging.next.after`.
       * @maxLength 512
       */
      after?: string;
    },
  ) =>
    send<
      Answer<
        200,
        {
          results: OwnershipChange[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/objects/${encodeURIComponent(objectType)}/${encodeURIComponent(recordId)}/changes`,
      query,
    }),
  /**
   * Explains a change of an owner.
   *
   * In one sentence, and, where a rotation made it, in all the numbers that its decision rested on.
   */
  explainChange: (objectType: string, recordId: string, changeId: string) =>
    send<
      Answer<
        200,
        {
          changeId: string;
          /** ISO 8601, UTC, with milliseconds. */
          at: string;
          property: string;
          fromOwnerId: string | null;
          toOwnerId: string | null;
          source: 'API' | 'BULK' | 'IMPORT' | 'WORKFLOW' | 'ROTATION' | 'SALESFORCE' | 'UNDO';
          actor: string;
          runId?: string;
          decisionId?: string;
          sentence: string;
          /** Null for a change that no rotation made. */
          rotation: Explanation | null;
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/objects/${encodeURIComponent(objectType)}/${encodeURIComponent(recordId)}/changes/${encodeURIComponent(changeId)}/explanation`,
    }),
  /**
   * Lists the owners, or finds one by e-mail.
   */
  listOwners: (query?: {
    /**
     * How many results at most.
     * @min 1
     * @max 100
     */
    limit?: number;
    /**
     * Where the page before ended, from its `paging.next.after`.
     * @maxLength 512
     */
    after?: string;
    /**
     * @minLength 1
     * @maxLength 254
     */
    email?: string;
  }) =>
    send<
      Answer<
        200,
        {
          results: Owner[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/owners`,
      query,
    }),
  /**
   * Creates an owner.
   */
  createOwner: (
    data: OwnerInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<201, Owner>>({
      method: 'POST',
      path: `/ownership/v1/owners`,
      headers,
      body: data,
    }),
  /**
   * Gives one owner.
   */
  getOwner: (ownerId: string) =>
    send<Answer<200, Owner>>({
      method: 'GET',
      path: `/ownership/v1/owners/${encodeURIComponent(ownerId)}`,
    }),
  /**
   * Changes an owner.
   */
  updateOwner: (ownerId: string, data: OwnerChange) =>
    send<Answer<200, Leaver>>({
      method: 'PATCH',
      path: `/ownership/v1/owners/${encodeURIComponent(ownerId)}`,
      body: data,
    }),
  /**
   * Deactivates an owner.
   *
   * Who still owns records is shown with how many, and how to hand them over.
   */
  deactivateOwner: (ownerId: string) =>
    send<Answer<200, Leaver> | Answer<204, undefined>>({
      method: 'DELETE',
      path: `/ownership/v1/owners/${encodeURIComponent(ownerId)}`,
    }),
  /**
   * Hands everything that an owner owns to another, or through a rotation.
   *
   * Goes on as a job. With `dryRun` it tells how many records that would be.
   */
  handOver: (
    ownerId: string,
    data: {
      ownerId?: string | number;
      rotationId?: string | number;
      /**
       * @maxItems 12
       * @minItems 1
       */
      objectTypes?: string[];
      /** @default false */
      dryRun?: boolean;
    },
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<
      | Answer<200, HandoverPlan>
      | Answer<
          202,
          {
            jobId: string;
          }
        >
    >({
      method: 'POST',
      path: `/ownership/v1/owners/${encodeURIComponent(ownerId)}/handover`,
      headers,
      body: data,
    }),
  /**
   * Lists the teams.
   */
  listTeams: (query?: {
    /**
     * How many results at most.
     * @min 1
     * @max 100
     */
    limit?: number;
    /**
     * Where the page before ended, from its `paging.next.after`.
     * @maxLength 512
     */
    after?: string;
  }) =>
    send<
      Answer<
        200,
        {
          results: Team[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/teams`,
      query,
    }),
  /**
   * Creates a team.
   */
  createTeam: (
    data: TeamInput,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<201, Team>>({
      method: 'POST',
      path: `/ownership/v1/teams`,
      headers,
      body: data,
    }),
  /**
   * Gives one team.
   */
  getTeam: (teamId: string) =>
    send<Answer<200, Team>>({
      method: 'GET',
      path: `/ownership/v1/teams/${encodeURIComponent(teamId)}`,
    }),
  /**
   * Renames a team.
   */
  updateTeam: (teamId: string, data: TeamInput) =>
    send<Answer<200, Team>>({
      method: 'PATCH',
      path: `/ownership/v1/teams/${encodeURIComponent(teamId)}`,
      body: data,
    }),
  /**
   * Deletes a team that has no members.
   */
  deleteTeam: (teamId: string) =>
    send<Answer<204, undefined>>({
      method: 'DELETE',
      path: `/ownership/v1/teams/${encodeURIComponent(teamId)}`,
    }),
  /**
   * Follows changes of owners in Salesforce.
   *
   * Each change is settled by itself; the results come in the order asked. One that is older than the last assignment here is `STALE` and changes nothing. It needs the scope of each object type named.
   */
  takeSalesforceOwnerChanges: (
    data: SalesforceOwnerChanges,
    headers?: {
      /**
       * Who asks again with the same key within a day gets the first answer again.
       * @minLength 1
       * @maxLength 255
       */
      'Idempotency-Key'?: string;
    },
  ) =>
    send<Answer<200, SalesforceOwnerChangesTaken>>({
      method: 'POST',
      path: `/ownership/v1/integrations/salesforce/owner-changes`,
      headers,
      body: data,
    }),
  /**
   * Lists the records whose owner is another one in Salesforce.
   *
   * Without `objectType`, of all object types that are synced; it needs the scope of each.
   */
  listSalesforceConflicts: (query?: {
    /**
     * How many results at most.
     * @min 1
     * @max 100
     */
    limit?: number;
    /**
     * Where the page before ended, from its `paging.next.after`.
     * @maxLength 512
     */
    after?: string;
    /** @maxLength 32 */
    objectType?: string;
  }) =>
    send<
      Answer<
        200,
        {
          results: SalesforceConflict[];
          paging?: {
            next: {
              /** Give it as `after` to read on. */
              after: string;
              link?: string;
            };
          };
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/integrations/salesforce/conflicts`,
      query,
    }),
  /**
   * Gives the settings of the account.
   */
  getSettings: () =>
    send<Answer<200, Settings>>({
      method: 'GET',
      path: `/ownership/v1/settings`,
    }),
  /**
   * Replaces the settings of the account.
   *
   * What is left out goes back to its default.
   */
  saveSettings: (data: SettingsInput) =>
    send<Answer<200, Settings>>({
      method: 'PUT',
      path: `/ownership/v1/settings`,
      body: data,
    }),
  /**
   * Says that the API answers.
   */
  getHealth: () =>
    send<
      Answer<
        200,
        {
          status: 'ok';
          version: string;
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/health`,
    }),
  /**
   * Gives this document.
   *
   * OpenAPI 3.1, made from the schemas that validate requests.
   */
  getDocument: () =>
    send<
      Answer<
        200,
        {
          openapi: string;
          info: unknown;
          paths: unknown;
          [key: string]: unknown;
        }
      >
    >({
      method: 'GET',
      path: `/ownership/v1/openapi.json`,
    }),
});

export type OwnershipClient = ReturnType<typeof ownershipClient>;
