using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Organisation.Mail;

/// <summary>Puts outgoing mail into the house.</summary>
public static class MailSetup
{
    /// <summary>Registers the acts.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) =>
        services.AddSingleton<OrganisationMail>().AddSingleton<MailView>().AddSingleton<SetMail>().AddSingleton<TryMail>();

    /// <summary>Has mails of a kind sent: each tells of one row.</summary>
    public static IServiceCollection AddMails<TRow, TKind>(this IServiceCollection services)
        where TRow : class, IMailed
        where TKind : class, IMailKind<TRow> => services
        .AddSingleton<TKind>().AddSingleton<IMailKind<TRow>>(provider => provider.GetRequiredService<TKind>()).AddSingleton<MailRound<TRow>>()
        .AddSingleton<MailRounds<TRow>>().AddHostedService(provider => provider.GetRequiredService<MailRounds<TRow>>())
        .AddSingleton<IErrandAnswer>(provider => provider.GetRequiredService<MailRounds<TRow>>());

    /// <summary>Maps the page and what it sends.</summary>
    public static void MapMail(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        SetMail.Map(organisation);
        TryMail.Map(organisation);
    }
}
