namespace Kolot.Organisation.Privacy;

/// <summary>Puts what people are told of their data into the house.</summary>
public static class PrivacySetup
{
    /// <summary>Registers the act.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services.AddSingleton<KnownNotices>().AddSingleton<WriteNotice>().AddSingleton<HeldView>();

    /// <summary>Maps the pages.</summary>
    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        WriteNotice.Map(organisation);
        ReadNotice.Map(organisation);
        HeldView.Map(organisation);
    }
}
