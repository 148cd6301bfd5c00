package io.defenderflow.connection;

import java.util.SortedSet;

/** Says what a connection must be able to do. */
@FunctionalInterface
public interface ExpectedActions {
  /** The ids of actions; none where nobody knows, so that permissions are shown, not judged. */
  SortedSet<String> of(Connection connection);
}
