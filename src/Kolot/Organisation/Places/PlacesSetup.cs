using Kolot.Core.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Organisation.Places;

/// <summary>Puts the settings of an organisation's places into the house: its profile, units, channels and journey.</summary>
public static class PlacesSetup
{
    /// <summary>Registers the acts.</summary>
    public static IServiceCollection AddPlaces(this IServiceCollection services) => services
        .AddScoped<ChangeNamed>().AddScoped<OrderNamed>().AddScoped<ReadNamedFile>().AddScoped<ChangeProfile>().AddScoped<NamedPages>();

    /// <summary>Maps the pages.</summary>
    public static void MapPlaces(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapOrganisation();
        settings.MapGet("/settings", (Visit visit) => Navigation.SeesSettings(visit)
                ? new RazorComponentResult<SettingsPage>()
                : Results.StatusCode(StatusCodes.Status403Forbidden))
            .OpenToMembers("Each heading is shown to whom it concerns.");
        settings.MapGet("/settings/units", (NamedPages pages, CancellationToken cancel) => pages.List(NamedKind.Unit, cancel)).NeedsSetUp(NamedKind.Unit);
        settings.MapGet("/settings/channels", (NamedPages pages, CancellationToken cancel) => pages.List(NamedKind.Channel, cancel)).NeedsSetUp(NamedKind.Channel);
        settings.MapGet("/settings/journey", (NamedPages pages, CancellationToken cancel) => pages.Journey(cancel)).NeedsSetUp(NamedKind.Stage);
        foreach (var kind in NamedKinds.All)
        {
            ChangeNamed.Map(settings, kind);
            OrderNamed.Map(settings, kind);
            ReadNamedFile.Map(settings, kind);
        }

        ChangeProfile.Map(settings);
    }
}
