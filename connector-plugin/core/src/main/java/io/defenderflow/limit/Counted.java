package io.defenderflow.limit;

/** For whom Microsoft counts the calls of a family. */
enum Counted {
  /** For each app of each tenant. */
  APP,
  /** For all apps of a tenant together; apps of others use the same budget. */
  TENANT,
  /** For each item, such as a mailbox: what is said of one holds for no other. */
  ITEM
}
