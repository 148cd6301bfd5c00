package io.defenderflow.guard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers that never change, by id: those that were asked for last. */
public final class Remembered<T> {
  private static final int KEPT = 10_000;

  private final Map<String, T> answers =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
              return size() > KEPT;
            }
          });

  public Optional<T> get(String id) {
    return Optional.ofNullable(answers.get(id));
  }

  public void put(String id, T answer) {
    answers.put(id, answer);
  }
}
