namespace Kolot.Organisation.Hours;

/// <summary>Puts service time into the house: its pages, what customers see of it, and its API.</summary>
public static class HoursSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddHours(this IServiceCollection services) => services
        .AddSingleton<KnownHours>().AddSingleton<SetHours>().AddSingleton<WriteOutage>().AddSingleton<ReckonDue>().AddSingleton<NoteOpened>().AddScoped<HoursPages>().AddScoped<KeptHours>();

    /// <summary>Maps the pages and the API.</summary>
    public static void MapHours(this IEndpointRouteBuilder routes)
    {
        HoursApi.Map(routes.MapApi().WithTags("Hours"));
        var organisation = routes.MapOrganisation();
        HoursPages.Map(organisation);
        SetHours.Map(organisation);
        WriteOutage.Map(organisation);
        ReckonDue.Map(organisation);
        KeptHours.Map(organisation);
        NoteOpened.Map(organisation);
        PublicHours.Map(organisation);
    }
}
