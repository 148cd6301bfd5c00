package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Simulator;
import org.camunda.bpm.engine.authorization.Groups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pages in Cockpit where the engine grants nothing to anybody, since it does not look. */
@Timeout(120)
class CockpitWithoutAuthorizationTest {
  private static final String STOP_ALL = "{\"position\":\"WRITES\",\"why\":\"A drill.\"}";

  @Test
  void onlyAdministratorsReadAndDecide() {
    AdjustableClock clock = Application.stoppedClock();
    try (Simulator simulator = Application.tenant(clock);
        Application app =
            new Application(
                simulator,
                clock,
                "spring.main.web-application-type=servlet",
                "server.port=0",
                "camunda.bpm.authorization.enabled=false")) {
      app.addPerson("ada", Groups.CAMUNDA_ADMIN);
      app.addPerson("otto", "responders");
      StopSwitch stop = app.bean(StopSwitch.class);
      CockpitSession otto = new CockpitSession(app.port()).signIn("otto");
      CockpitSession ada = new CockpitSession(app.port()).signIn("ada");

      assertThat(otto.read("default/stop").statusCode()).isEqualTo(403);
      assertThat(otto.post("default/stop", STOP_ALL).statusCode()).isEqualTo(403);
      assertThat(stop.current().position()).isEqualTo(StopPosition.NOTHING);

      assertThat(ada.json("default/stop").path("mayChange").asBoolean()).isTrue();
      assertThat(ada.post("default/stop", STOP_ALL).statusCode()).isEqualTo(200);
      assertThat(stop.current().position()).isEqualTo(StopPosition.WRITES);
    }
  }
}
