namespace Kolot.Organisation.Mail;

/// <summary>Puts outgoing mail into the house.</summary>
public static class MailSetup
{
    /// <summary>Registers the acts.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) =>
        services.AddSingleton<OrganisationMail>().AddSingleton<MailView>().AddSingleton<SetMail>().AddSingleton<TryMail>();

    /// <summary>Maps the page and what it sends.</summary>
    public static void MapMail(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        SetMail.Map(organisation);
        TryMail.Map(organisation);
    }
}
