using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Outside.Webhooks;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Understand.Alerts;

/// <summary>Puts alerts into the house.</summary>
public static class AlertsSetup
{
    /// <summary>Registers the acts, the looking and the mailing.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<AlertsView>().AddSingleton<SetAlert>().AddSingleton<RestAlert>().AddSingleton<MarkSeen>().AddScoped<AlertPages>()
        .AddSingleton<LookAtAlerts>().AddSingleton<IErrandAnswer>(provider => provider.GetRequiredService<LookAtAlerts>())
        .AddMails<Signal, WriteSignal>().AddSingleton<INavigationCount, UnseenSignals>().AddSingleton<IWebhookEvent, AlertFired>();

    /// <summary>Maps the pages.</summary>
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        AlertsView.Map(organisation);
        AlertPages.Map(organisation);
        RestAlert.Map(organisation);
        MarkSeen.Map(organisation);
    }
}
