using Kolot.Respond.Cases;

namespace Kolot.Respond.Notifications;

/// <summary>Puts into the house what tells members that something needs them.</summary>
public static class NotificationsSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services.AddSingleton<Notify>().AddSingleton<ICaseFollows, FollowOwners>();
}
