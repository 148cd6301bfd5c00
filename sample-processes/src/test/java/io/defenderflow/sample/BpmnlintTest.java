package io.defenderflow.sample;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The playbooks keep the rules that the modeler shows their authors. */
class BpmnlintTest {
  @Test
  void everyPlaybookKeepsTheRulesForCamunda724() throws IOException, InterruptedException {
    NodeProgram.in("bpmnlint").run(Map.of(), "npm", "test");
  }
}
