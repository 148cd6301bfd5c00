package io.defenderflow.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings {@code defender.limits.*} in the shape in which a settings file spells them: what is
 * not written there is null. Nothing is checked before the connections are opened.
 *
 * @param nodes how many applications call Microsoft with the same app registration; each uses its
 *     share of every budget
 * @param families other budgets by family, for example {@code 100/1m 1500/1h}; {@code unlimited}
 *     leaves it to Microsoft's own refusals
 */
public record LimitSettings(Integer nodes, Map<String, String> families) {
  /** Microsoft's budgets for a single node. */
  public static final LimitSettings DEFAULT = new LimitSettings(null, null);

  private static final int MOST_NODES = 100;
  private static final String UNLIMITED = "unlimited";
  private static final String ALL = "all";

  public LimitSettings {
    families = families == null ? Map.of() : Map.copyOf(families);
  }

  /** No budgets: only what Microsoft says in its answers counts. */
  public static LimitSettings unlimited() {
    return new LimitSettings(null, Map.of(ALL, UNLIMITED));
  }

  /** One full sentence for each breach, starting with the name of the setting. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (nodes != null && (nodes < 1 || nodes > MOST_NODES)) {
      problems.add(
          "defender.limits.nodes must be a number from 1 to "
              + MOST_NODES
              + ": how many applications use the same app registration.");
    }
    Map<String, Family> known = known();
    families.forEach(
        (name, budgets) -> {
          if (!key(name).equals(ALL) && !known.containsKey(key(name))) {
            problems.add(
                "defender.limits.families."
                    + name
                    + " names no family of requests. The families are: "
                    + known.values().stream().map(Family::name).collect(Collectors.joining(", "))
                    + ".");
          }
          if (!readable(name, budgets)) {
            problems.add(
                "defender.limits.families."
                    + name
                    + " is no budget. Write calls and time like 100/1m 1500/1h, or unlimited.");
          }
        });
    return problems;
  }

  /** A family with the budgets that hold for this node. */
  Family applied(Family family) {
    Map<String, String> given = new LinkedHashMap<>();
    families.forEach((name, budgets) -> given.put(key(name), budgets));
    String own = given.getOrDefault(key(family.name()), given.get(ALL));
    List<Budget> budgets = own == null ? family.budgets() : budgets(own);
    int sharing = nodes == null ? 1 : nodes;
    return new Family(
        family.name(),
        family.counted(),
        family.counted() == Counted.ITEM && own == null
            ? List.of()
            : budgets.stream().map(budget -> budget.share(sharing)).toList());
  }

  private static boolean readable(String name, String budgets) {
    try {
      boolean unlimited = budgets.strip().equalsIgnoreCase(UNLIMITED);
      return unlimited || (!key(name).equals(ALL) && !budgets(budgets).isEmpty());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Budget> budgets(String text) {
    return text.strip().equalsIgnoreCase(UNLIMITED) ? List.of() : Budget.parse(text);
  }

  private static Map<String, Family> known() {
    Map<String, Family> known = new LinkedHashMap<>();
    new Families().all().forEach(family -> known.put(key(family.name()), family));
    return known;
  }

  /** An environment variable cannot have a dash in it. */
  private static String key(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
