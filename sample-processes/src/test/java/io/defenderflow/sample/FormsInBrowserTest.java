package io.defenderflow.sample;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every form of the playbooks, opened and completed in a browser by {@code forms-test.mjs}. */
@SharedSample
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FormsInBrowserTest {
  @Test
  void peopleFillInEveryForm(SampleUnderTest sample) throws IOException, InterruptedException {
    NodeProgram.in("pictures")
        .run(
            Map.of(
                "CHROMIUM", NodeProgram.chromium(),
                "SAMPLE_URL", sample.application().url(),
                "DEMO_PASSWORD", RunningSample.PASSWORD),
            "node",
            "forms-test.mjs");
  }
}
