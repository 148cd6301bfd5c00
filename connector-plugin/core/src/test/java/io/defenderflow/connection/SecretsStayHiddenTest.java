package io.defenderflow.connection;

import static io.defenderflow.connection.ScriptedTenant.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.defenderflow.action.endpoint.IsolationType;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.Effect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** With every log at its lowest level, neither secrets nor tokens nor bodies show anywhere. */
@Timeout(60)
class SecretsStayHiddenTest {
  private static final String MACHINE = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Level before;

  @BeforeEach
  void logEverything() {
    before = root.getLevel();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void logAsBefore() {
    root.setLevel(before);
    root.detachAppender(log);
  }

  @Test
  void logsAndFaultsNameNoSecretNoTokenAndNoBody() throws IOException {
    List<String> texts = new ArrayList<>();
    try (ScriptedTenant tenant = new ScriptedTenant();
        Connections connections =
            Connections.open(List.of(tenant.settings().build()), Clock.systemUTC(), pause -> {})) {
      tenant.tokenReplies(
          json(401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}"));
      texts.add(thrown(() -> read(connections)));
      tenant.replies(json(200, "{\"id\":\"canary-body\"}"));
      read(connections);
      tenant.replies(json(401, "{\"error\":{\"message\":\"Bearer canary-echo-12345\"}}"));
      texts.add(thrown(() -> read(connections)));
      tenant.replies(json(403, ""));
      texts.add(thrown(() -> write(connections)));
      tenant.replies(json(500, "<html>"));
      texts.add(thrown(() -> write(connections)));
      texts.add(connections.get("").calls(Effect.READ).of(Incidents.class).toString());
    }

    log.list.forEach(event -> texts.add(text(event)));
    assertThat(log.list)
        .as("the libraries did log")
        .anyMatch(event -> event.getLoggerName().startsWith("org.apache.hc.client5"));
    assertThat(texts).noneMatch(text -> text.contains("canary"));
    assertThat(texts).noneMatch(text -> text.contains("Bearer ey"));
  }

  private static void read(Connections connections) {
    connections.get("").calls(Effect.READ).of(Incidents.class).get("7", null);
  }

  private static void write(Connections connections) {
    connections
        .get("")
        .calls(Effect.CONTAIN)
        .of(Machines.class)
        .isolate(MACHINE, "canary-comment", IsolationType.FULL);
  }

  private static String thrown(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isNotNull();
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack, true));
    return stack.toString();
  }

  private static String text(ILoggingEvent event) {
    return event.getLoggerName()
        + " "
        + event.getFormattedMessage()
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }
}
