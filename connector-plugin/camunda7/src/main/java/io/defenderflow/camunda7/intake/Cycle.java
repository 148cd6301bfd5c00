package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.camunda7.intake.Admission.Taken;
import io.defenderflow.catalogue.Page;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.journal.OperationKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at a source. It reads windows of Microsoft's time, each so narrow that it fits on one
 * page: a page is one answer, so that nothing can move from a page that was not read to one that
 * was. What cannot be read is narrowed down in the same way and set aside.
 */
final class Cycle {
  private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);

  /** Then the lease is given back, so that other work of the source gets its turn. */
  private static final int MOST_READS = 300;

  private static final int MOST_PAGES = 500;
  private static final int MOST_RETRIES = 20;
  private static final int ROUNDS = 5;

  /** So many looks that failed in a row make a certain stretch of time suspicious. */
  private static final int SUSPICIOUS = 3;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private final Source source;
  private final Feed feed;
  private final Admission admission;
  private final SourceTable sources;
  private final ItemTable items;
  private final Clock clock;
  private final String owner;

  Cycle(
      Source source,
      Feed feed,
      Admission admission,
      SourceTable sources,
      ItemTable items,
      Clock clock,
      String owner) {
    this.source = source;
    this.feed = feed;
    this.admission = admission;
    this.sources = sources;
    this.items = items;
    this.clock = clock;
    this.owner = owner;
  }

  /**
   * Looks at the source, where it is due and nobody else does.
   *
   * @return whether it was looked at
   */
  boolean run() {
    Optional<Lease> lease = sources.acquire(source, owner);
    if (lease.isEmpty()) {
      return false;
    }
    SourceRow row = sources.row(source);
    try {
      new Look(lease.get(), row).run();
    } catch (LeaseLost e) {
      LOG.info("{}", e.getMessage());
    } catch (RuntimeException e) {
      failed(lease.get(), row, e);
    }
    return true;
  }

  private void failed(Lease lease, SourceRow row, RuntimeException e) {
    Duration pause = pauseAfter(e, row.failures());
    String reason = Admission.reason(e);
    if (e instanceof Fault) {
      LOG.warn(
          "The intake {} could not look for {}: {} What was taken in so far stands. The next look"
              + " follows in {} seconds.",
          source.name(),
          source.kind().word() + "s",
          reason,
          pause.toSeconds());
    } else {
      LOG.error(
          "The intake {} failed: {} What was taken in so far stands. The next look follows in {}"
              + " seconds.",
          source.name(),
          reason,
          pause.toSeconds(),
          e);
    }
    sources.failed(lease, reason, pause);
  }

  private Duration pauseAfter(RuntimeException e, int failures) {
    Duration growing = source.pollInterval().multipliedBy(1L << Math.min(failures, 10));
    Duration pause = growing.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : growing;
    Optional<Instant> named = e instanceof Fault fault ? fault.retryAt() : Optional.empty();
    return named
        .map(at -> Duration.between(clock.instant(), at))
        .filter(wish -> !wish.isNegative() && wish.compareTo(LONGEST_PAUSE) <= 0)
        .orElse(pause);
  }

  /** How a stream was left. */
  private enum Left {
    /** Everything was read. */
    DONE,
    /** There is more, and it can be read at once. */
    MORE,
    /** There is more, and it has to wait for the next look. */
    ENOUGH
  }

  /** The work under one lease. */
  private final class Look {
    private final Lease lease;
    private final SourceRow row;
    private int startsLeft = source.mostPerCycle();
    private int reads;
    private Optional<Instant> completeUntil = Optional.empty();
    private Instant serverNow = Instant.MIN;

    Look(Lease lease, SourceRow row) {
      this.lease = lease;
      this.row = row;
    }

    void run() {
      boolean more = false;
      if (!source.policy().starts()) {
        admission.adopt(lease, feed, now(Stream.START));
      }
      if (source.policy().starts() || source.readsOnce()) {
        more = new Drain(Stream.START, row.position(source, Stream.START)).run() == Left.MORE;
      }
      if (!source.readsOnce()) {
        more |= new Drain(Stream.FOLLOW, row.position(source, Stream.FOLLOW)).run() == Left.MORE;
      }
      retry();
      sources.succeeded(lease, behind(), more ? Duration.ZERO : source.pollInterval());
    }

    private void retry() {
      for (ItemRow due : items.due(source, MOST_RETRIES)) {
        if (startsLeft <= 0 && due.state() != ItemState.STARTED) {
          continue;
        }
        if (due.id().startsWith(ItemTable.WINDOW)) {
          readAgain(due);
        } else {
          startsLeft -= admission.retry(lease, feed, due, Stream.START, now(Stream.START));
        }
      }
    }

    /**
     * Reads a stretch of time again that could not be read before: for what starts, and for what
     * running playbooks wait to hear of.
     */
    private void readAgain(ItemRow due) {
      if (new Drain(Stream.START, now(Stream.START)).readAgain(due)
          && (source.readsOnce() || new Drain(Stream.FOLLOW, now(Stream.FOLLOW)).readAgain(due))) {
        items.write(source, due.id(), Fate.ended("It could be read in the end."));
      }
    }

    private Position now(Stream stream) {
      return sources.row(source).position(source, stream);
    }

    /** How far the reading is behind Microsoft's clock, which need not be ours. */
    private Optional<Duration> behind() {
      return completeUntil
          .map(until -> Duration.between(until, serverNow))
          .map(time -> time.isNegative() ? Duration.ZERO : time);
    }

    private void completeUntil(Optional<Instant> time) {
      if (completeUntil.isEmpty()
          || (time.isPresent() && time.get().isBefore(completeUntil.get()))) {
        completeUntil = time;
      }
    }

    /** The windows of one stream. */
    private final class Drain {
      private final Stream stream;
      private Position position;

      /** The width of the next window; empty where it has no end. */
      private Optional<Duration> width = Optional.empty();

      /** A time at which there was nothing newer. */
      private Instant horizon = Instant.MIN;

      Drain(Stream stream, Position position) {
        this.stream = stream;
        this.position = position;
      }

      Left run() {
        if (position.next().isEmpty()) {
          position = Position.at(serverNow(feed.newest()).minus(source.lookBack()));
        }
        while (reads++ < MOST_READS) {
          Window window =
              width
                  .map(wide -> Window.of(position.next().orElseThrow(), wide, horizon))
                  .orElseGet(() -> Window.open(position.next().orElseThrow()));
          Optional<Left> left = read(window);
          if (left.isPresent()) {
            return left.get();
          }
        }
        completeUntil(position.next());
        return Left.MORE;
      }

      /** Empty where the next window follows. */
      private Optional<Left> read(Window window) {
        try {
          Page page = firstWithItems(window);
          boolean whole = page.nextLink().isEmpty() && page.value().size() < source.pageSize();
          if (window.isSmallest() && page.nextLink().isEmpty()) {
            whole = true;
          }
          Taken taken = take(page, window, whole);
          if (!taken.complete() || page.partial()) {
            tellWhyNotComplete(page);
            completeUntil(position.next());
            return Optional.of(Left.ENOUGH);
          }
          if (whole) {
            return next(window, page);
          }
          if (window.isSmallest()) {
            return walk(window, page);
          }
          narrow(window, Optional.of(page));
          return Optional.empty();
        } catch (Fault fault) {
          return unreadable(window, fault);
        }
      }

      private Optional<Left> next(Window window, Page page) {
        if (window.until().isEmpty()) {
          completeUntil(Optional.of(serverNow(page)));
          return Optional.of(Left.DONE);
        }
        grow(window, page.value().size());
        return Optional.empty();
      }

      /** Takes a page in; the position moves behind the window where the page is all of it. */
      private Taken take(Page page, Window window, boolean whole) {
        serverNow = Cycle.this.serverNow(page);
        List<Item> found = items(page);
        Position seen = position.seen(newest(found, page));
        Admission.Move move =
            complete ->
                !complete || !whole || page.partial()
                    ? seen
                    : window
                        .until()
                        .map(end -> seen.readUntil(window.from(), end, source.overlap()))
                        .orElseGet(() -> seen.readAll(window.from(), source.overlap()));
        Taken taken = admission.take(lease, feed, stream, found, position, startsLeft, move);
        startsLeft -= taken.started();
        position = move.after(taken.complete());
        return taken;
      }

      /**
       * Passes pages without items, which Microsoft may send before one that has some. Where one of
       * them says that a source did not respond, that holds for the whole.
       */
      private Page firstWithItems(Window window) {
        Page page = feed.page(window, isFiltered());
        boolean partial = page.partial();
        Set<URI> followed = new HashSet<>();
        while (page.value().isEmpty() && page.nextLink().isPresent()) {
          page = follow(page.nextLink().get(), followed);
          partial |= page.partial();
        }
        return new Page(page.value(), page.nextLink(), page.count(), page.answeredAt(), partial);
      }

      private Page follow(URI link, Set<URI> followed) {
        if (!followed.add(link) || followed.size() > MOST_PAGES) {
          throw Fault.of(
              ErrorCode.PROTOCOL,
              "Microsoft's list does not come to an end: it continues with a link that was followed"
                  + " before.");
        }
        return feed.next(link);
      }

      /**
       * All pages of the smallest window, as many times as there is something new on them: between
       * two pages an item may have moved.
       */
      private Optional<Left> walk(Window window, Page first) {
        Set<String> ids = new HashSet<>();
        Page page = first;
        for (int round = 0; round < ROUNDS; round++) {
          int before = ids.size();
          items(page).forEach(item -> ids.add(item.id()));
          Set<URI> followed = new HashSet<>();
          while (page.nextLink().isPresent()) {
            page = follow(page.nextLink().get(), followed);
            items(page).forEach(item -> ids.add(item.id()));
            if (!take(page, window, false).complete() || page.partial()) {
              tellWhyNotComplete(page);
              completeUntil(position.next());
              return Optional.of(Left.ENOUGH);
            }
          }
          if (round > 0 && ids.size() == before) {
            take(page, window, true);
            grow(window, ids.size());
            return Optional.empty();
          }
          page = feed.page(window, isFiltered());
          if (!take(page, window, false).complete() || page.partial()) {
            tellWhyNotComplete(page);
            completeUntil(position.next());
            return Optional.of(Left.ENOUGH);
          }
        }
        throw Fault.of(
            ErrorCode.PROTOCOL,
            "Microsoft's list changes faster than it can be read: " + window.text() + ".");
      }

      private Optional<Left> unreadable(Window window, Fault fault) {
        boolean suspicious =
            Feed.isUnreadable(fault)
                || (Feed.isFailure(fault) && row.failures() >= SUSPICIOUS && answers());
        if (!suspicious) {
          throw fault;
        }
        sources.renew(lease);
        if (!window.isSmallest()) {
          LOG.info(
              "The intake {} could not read the {}s of {} at once ({}). It reads a shorter time.",
              source.name(),
              source.kind().word(),
              window.text(),
              fault.code());
          narrow(window, Optional.empty());
          return Optional.empty();
        }
        if (!answers()) {
          throw fault;
        }
        setAside(window, fault);
        Position behind =
            position.readUntil(window.from(), window.until().orElseThrow(), source.overlap());
        admission.take(lease, feed, stream, List.of(), position, 0, complete -> behind);
        position = behind;
        grow(window, 0);
        return Optional.empty();
      }

      /** Remembers a stretch of time that cannot be read, so that it blocks nothing. */
      private void setAside(Window window, Fault fault) {
        String id = ItemTable.WINDOW + window.text();
        int before = items.find(source, id).map(ItemRow::attempts).orElse(0);
        String reason = Admission.reason(fault);
        items.write(source, id, Fate.failed(Optional.empty(), before, 1, reason, Optional.empty()));
        LOG.error(
            "The intake {} cannot read what was changed in {}: {} Look at the {}s of this moment in"
                + " the Defender portal. It is tried again by itself at growing intervals.",
            source.name(),
            window.text(),
            reason,
            source.kind().word());
      }

      /** Whether everything of a stretch of time could be read that could not be read before. */
      boolean readAgain(ItemRow row) {
        Window window = Window.parse(row.id().substring(ItemTable.WINDOW.length()));
        try {
          Page page = firstWithItems(window);
          Set<URI> followed = new HashSet<>();
          while (true) {
            if (!take(page, window, false).complete() || page.partial()) {
              return false;
            }
            if (page.nextLink().isEmpty()) {
              return true;
            }
            page = follow(page.nextLink().get(), followed);
          }
        } catch (Fault fault) {
          if (Feed.isAboutAll(fault)) {
            throw fault;
          }
          setAside(window, fault);
          return false;
        }
      }

      private boolean answers() {
        try {
          feed.newest();
          return true;
        } catch (Fault fault) {
          return false;
        }
      }

      private void tellWhyNotComplete(Page page) {
        if (page.partial()) {
          LOG.warn(
              "Microsoft answered the intake {} only in part, because one of its sources did not"
                  + " respond. What came was taken in; the same time is read again until the answer"
                  + " is complete.",
              source.name());
        } else {
          LOG.warn(
              "The intake {} has started {} playbooks in one look, which is the limit {}. The rest"
                  + " follows with the next look.",
              source.name(),
              source.mostPerCycle(),
              source.setting("most-per-cycle"));
        }
      }

      private boolean isFiltered() {
        return stream == Stream.START && source.policy().starts();
      }

      private void narrow(Window window, Optional<Page> page) {
        if (window.until().isEmpty()) {
          horizon = horizon(window, page);
        }
        width = Optional.of(window.half(horizon));
      }

      /** Behind everything that there was when the window without an end was read. */
      private Instant horizon(Window window, Optional<Page> page) {
        Instant end = page.map(Cycle.this::serverNow).orElseGet(() -> serverNow(feed.newest()));
        // Not even a clock that is wrong may keep the reading from going on.
        Optional<Instant> newest =
            page.flatMap(
                found ->
                    items(found).stream()
                        .flatMap(item -> item.changedAt().stream())
                        .max(Instant::compareTo));
        Instant behind = newest.filter(end::isBefore).orElse(end).plus(Window.SMALLEST);
        Instant least = window.from().plus(Window.SMALLEST.multipliedBy(2));
        return behind.isBefore(least) ? least : behind;
      }

      /** So many items more would have fitted on the page. */
      private void grow(Window window, int found) {
        Duration wide = Duration.between(window.from(), window.until().orElse(horizon));
        int fits = Math.max(1, source.pageSize() * 7 / 10);
        long factor = found == 0 ? 8 : Math.min(8, Math.max(1, fits / found));
        width = Optional.of(wide.multipliedBy(factor));
      }
    }
  }

  /** The items of a page. What has no id is remembered, since it cannot be asked for. */
  private List<Item> items(Page page) {
    List<Item> found = new ArrayList<>();
    for (JsonNode json : page.value()) {
      Optional<Item> item = Item.of(source.kind(), json);
      item.ifPresent(found::add);
      if (item.isEmpty()) {
        unreadable(json);
      }
    }
    return found;
  }

  private void unreadable(JsonNode json) {
    String id = "unreadable:" + OperationKey.hash(json.toString()).substring(0, 16);
    if (items.find(source, id).isPresent()) {
      return;
    }
    String text = Sql.cut(json.toString().replaceAll("\\p{Cntrl}", " "), 300);
    items.write(
        source,
        id,
        Fate.unreadable("Microsoft sent it without an id, so that it cannot be told: " + text));
    LOG.error(
        "Microsoft sent the intake {} something without an id, so that no playbook can be started"
            + " for it. It is set aside as {}. Look for it in the Defender portal.",
        source.name(),
        id);
  }

  /** The newest time of the items, but none that Microsoft's own clock has not reached. */
  private Optional<Instant> newest(List<Item> found, Page page) {
    Instant now = serverNow(page);
    return found.stream()
        .flatMap(item -> item.changedAt().stream())
        .map(time -> time.isAfter(now) ? now : time)
        .max(Instant::compareTo);
  }

  /** The time by Microsoft's clock, or the one that all nodes share where it sends none. */
  private Instant serverNow(Page page) {
    return page.answeredAt().orElseGet(() -> sources.row(source).now());
  }
}
