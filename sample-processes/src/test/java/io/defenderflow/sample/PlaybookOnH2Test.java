package io.defenderflow.sample;

class PlaybookOnH2Test extends PlaybookContract {
  @Override
  String databaseUrl() {
    return "jdbc:h2:mem:playbook-on-h2";
  }

  @Override
  void stopDatabase() {
    // It is gone with the application.
  }
}
