package io.defenderflow.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The requests in order of arrival; the page's own requests are left out. */
public final class RequestLog {

  // A sample that polls for days must not fill the heap.
  private static final int KEPT = 20_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();

  RequestLog() {}

  /** The last 20,000 requests, oldest first. */
  public synchronized List<RecordedRequest> list() {
    return List.copyOf(requests);
  }

  /**
   * The requests that match.
   *
   * @param method HTTP method, or "*" for any
   * @param pathRegex expression for the whole path, without or with the query
   */
  public synchronized List<RecordedRequest> list(String method, String pathRegex) {
    Pattern pattern = Pattern.compile(pathRegex);
    List<RecordedRequest> found = new ArrayList<>();
    for (RecordedRequest request : requests) {
      if (matches(method, pattern, request.method(), request.path())) {
        found.add(request);
      }
    }
    return List.copyOf(found);
  }

  /** How many requests {@link #list(String, String)} finds. */
  public long count(String method, String pathRegex) {
    return list(method, pathRegex).size();
  }

  public synchronized void clear() {
    requests.clear();
  }

  synchronized void add(RecordedRequest request) {
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  static boolean matches(
      String wantedMethod, Pattern wantedPath, String method, String pathAndQuery) {
    if (!wantedMethod.equals("*") && !wantedMethod.equalsIgnoreCase(method)) {
      return false;
    }
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    return wantedPath.matcher(path).matches() || wantedPath.matcher(pathAndQuery).matches();
  }
}
