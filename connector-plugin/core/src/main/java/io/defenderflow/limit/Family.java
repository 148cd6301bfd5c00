package io.defenderflow.limit;

import java.util.List;

/**
 * Operations that share a budget.
 *
 * @param budgets all of them hold; empty where Microsoft states none
 */
record Family(String name, Counted counted, List<Budget> budgets) {
  Family {
    budgets = List.copyOf(budgets);
  }
}
