using Kolot.Organisation.Mail;
using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Notifications;

/// <summary>Puts into the house what tells members that something needs them.</summary>
public static class NotificationsSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<Notify>().AddSingleton<ICaseFollows, FollowOwners>().AddSingleton<MemberTimes>().AddSingleton<MailToMember>().AddSingleton<ArmTeamDigests>()
        .AddSingleton<IErrandAnswer, PlanMails>().AddMails<NotificationMail, WriteNotifications>().AddSingleton<SetChoices>().AddSingleton<ShowNotifications>();

    /// <summary>Maps its pages.</summary>
    public static void MapNotifications(this RouteGroupBuilder organisation)
    {
        ShowNotifications.Map(organisation);
        SetChoices.Map(organisation);
    }
}
