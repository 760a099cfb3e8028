using Kolot.Store;

namespace Kolot.Respond.Presence;

/// <summary>Puts into the house who else is at a case.</summary>
public static class PresenceSetup
{
    /// <summary>Registers the act, and what sweeps up after it.</summary>
    public static IServiceCollection AddPresence(this IServiceCollection services) => services.AddSingleton<BePresent>().AddSingleton<IErrandAnswer, SweepPresence>();
}
