package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import feign.RequestLine;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagingTest {
  private final List<URI> followed = new ArrayList<>();

  @Test
  void allPagesAreJoinedAndTheLinksAreFollowedAsGiven() {
    JsonNode result = list(pages(3, 3, 2), Map.of());

    assertThat(result.path("value")).hasSize(8);
    assertThat(result.path("count").asInt()).isEqualTo(8);
    assertThat(result.path("truncated").asBoolean()).isFalse();
    assertThat(followed).containsExactly(link(1), link(2));
  }

  @Test
  void theCapInTheMiddleOfAPageCutsAndSaysSo() {
    JsonNode result = list(pages(3, 3, 2), Map.of("maxItems", "4"));

    assertThat(result.path("value")).hasSize(4);
    assertThat(result.path("truncated").asBoolean()).isTrue();
    assertThat(followed).containsExactly(link(1));
  }

  @Test
  void theCapAtTheEdgeOfAPageFollowsNoFurtherLink() {
    JsonNode result = list(pages(3, 3), Map.of("maxItems", "3"));

    assertThat(result.path("value")).hasSize(3);
    assertThat(result.path("truncated").asBoolean()).isTrue();
    assertThat(followed).isEmpty();
  }

  @Test
  void theCapAtTheVeryEndTruncatesNothing() {
    assertThat(list(pages(3, 3), Map.of("maxItems", "6")).path("truncated").asBoolean()).isFalse();
  }

  @Test
  void anEmptyPageThatHasALinkIsPassed() {
    assertThat(list(pages(2, 0, 1), Map.of()).path("value")).hasSize(3);
  }

  @Test
  void theTotalIsGivenWhereMicrosoftCounted() {
    Page page = new Page(List.of(IntNode.valueOf(1)), Optional.empty(), Optional.of(4_000L));

    assertThat(list(List.of(page), Map.of()).path("total").asLong()).isEqualTo(4_000);
  }

  private JsonNode list(List<Page> pages, Map<String, ?> inputs) {
    ActionEntry entry = Catalogue.of(List.of(Things.class)).find("thing.list").orElseThrow();
    return entry.call(new PagedCalls(pages), entry.bind(inputs)).json();
  }

  private static List<Page> pages(int... sizes) {
    return IntStream.range(0, sizes.length)
        .mapToObj(
            page ->
                new Page(
                    IntStream.range(0, sizes[page]).<JsonNode>mapToObj(IntNode::valueOf).toList(),
                    Optional.of(link(page + 1)).filter(next -> page + 1 < sizes.length),
                    Optional.empty()))
        .toList();
  }

  private static URI link(int page) {
    return URI.create("https://graph.microsoft.com/v1.0/things?$skiptoken=" + page);
  }

  @Resource(service = Service.GRAPH, area = "Things")
  interface Things {
    @Action(id = "thing.list", label = "List things", summary = "Lists.", returns = "", docs = "")
    @RequestLine("GET /v1.0/things")
    Page list();
  }

  private final class PagedCalls implements Calls {
    private final List<Page> pages;

    PagedCalls(List<Page> pages) {
      this.pages = pages;
    }

    @Override
    public <T> T of(Class<T> api) {
      if (api == Things.class) {
        return api.cast((Things) () -> pages.get(0));
      }
      NextPage.OfGraph next =
          nextLink -> {
            followed.add(nextLink);
            return pages.get(followed.size());
          };
      return api.cast(next);
    }

    @Override
    public SortedSet<Permission> granted(Effect effect) {
      return new TreeSet<>();
    }

    @Override
    public SortedSet<Permission> granted(Effect effect, Service service) {
      return new TreeSet<>();
    }

    @Override
    public boolean hasResponder() {
      return false;
    }

    @Override
    public Set<Service> services() {
      return Set.of(Service.GRAPH);
    }

    @Override
    public Turn turn(Optional<ActionEntry> request) {
      throw new AssertionError("A page waits in the transport.");
    }

    @Override
    public boolean isAwaited(ActionEntry request) {
      return false;
    }

    @Override
    public Download download(SignedLink link) {
      throw new AssertionError("A page is no file.");
    }
  }
}
