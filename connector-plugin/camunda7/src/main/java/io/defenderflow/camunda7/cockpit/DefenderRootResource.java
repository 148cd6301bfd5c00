package io.defenderflow.camunda7.cockpit;

import io.defenderflow.audit.Audit;
import io.defenderflow.camunda7.DefenderProperties;
import io.defenderflow.camunda7.intake.Intake;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopSwitch;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * What the pages ask for. Cockpit has checked before that somebody is signed in, and for everything
 * but GET that the request comes from its own pages.
 */
@Path("plugin/" + DefenderPlugin.ID)
public class DefenderRootResource extends AbstractCockpitPluginRootResource {
  private static final String ENGINE = "engine";

  public DefenderRootResource() {
    super(DefenderPlugin.ID);
  }

  @Override
  protected List<String> getAllowedAssets() {
    return List.of(
        "app/plugin.css",
        "app/plugin.js",
        "app/page.js",
        "app/intake.js",
        "app/stop.js",
        "app/parked.js",
        "app/audit.js");
  }

  /**
   * The browser asks for the files each time, since their address is the same in each version. An
   * annotation here would hide those of the method that is overridden.
   */
  @Override
  public Response getAsset(String file) {
    CacheControl askEachTime = new CacheControl();
    askEachTime.setNoCache(true);
    return Response.fromResponse(super.getAsset(file)).cacheControl(askEachTime).build();
  }

  @Path("{" + ENGINE + "}/stop")
  public StopResource stop(@PathParam(ENGINE) String engine) {
    SignedIn person = reader(engine);
    return new StopResource(person, bean(StopSwitch.class));
  }

  @Path("{" + ENGINE + "}/parked")
  public ParkedResource parked(@PathParam(ENGINE) String engine) {
    SignedIn person = reader(engine);
    return new ParkedResource(
        person,
        bean(Containments.class),
        bean(DefenderProperties.class).caps(),
        bean(Catalogue.class),
        clock().instant());
  }

  @Path("{" + ENGINE + "}/intake")
  public IntakeResource intake(@PathParam(ENGINE) String engine) {
    SignedIn person = reader(engine);
    return new IntakeResource(
        person,
        Optional.ofNullable(application().getBeanProvider(Intake.class).getIfAvailable()),
        Cockpit.getProcessEngine(engine).getRepositoryService(),
        running(engine),
        clock());
  }

  @Path("{" + ENGINE + "}/audit")
  public AuditResource audit(@PathParam(ENGINE) String engine) {
    reader(engine);
    return new AuditResource(bean(Audit.class), bean(Catalogue.class), running(engine));
  }

  private static RunningInstances running(String engine) {
    return new RunningInstances(Cockpit.getProcessEngine(engine).getRuntimeService());
  }

  /** Who asks, where she may read. An application may have more engines than this one. */
  private SignedIn reader(String name) {
    ProcessEngine engine = bean(ProcessEngine.class);
    if (!engine.getName().equals(name)) {
      throw new RestException(
          Status.NOT_FOUND, "The engine \"" + name + "\" has no Defender steps.");
    }
    SignedIn person = SignedIn.to(Cockpit.getProcessEngine(name));
    person.mustRead();
    return person;
  }

  private Clock clock() {
    return application().getBeanProvider(Clock.class).getIfUnique(Clock::systemUTC);
  }

  private <T> T bean(Class<T> type) {
    return application().getBean(type);
  }

  private WebApplicationContext application() {
    return WebApplicationContextUtils.getRequiredWebApplicationContext(servletContext);
  }
}
