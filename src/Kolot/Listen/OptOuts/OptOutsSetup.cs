using Kolot.Listen.Inviting.Planning;

namespace Kolot.Listen.OptOuts;

/// <summary>Puts into the house that whoever wants no messages gets none.</summary>
public static class OptOutsSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddOptOuts(this IServiceCollection services) => services.AddSingleton<KnownOptOuts>().AddSingleton<OptOutOf>().AddSingleton<ISparing, SparedByWish>()
        .AddSingleton<CustomerWishes>().AddSingleton<BringOptOuts>().AddSingleton<OptedOutAfter>();

    /// <summary>Maps its page, and what the customer's page sends.</summary>
    public static void MapOptOuts(this RouteGroupBuilder organisation)
    {
        CustomerWishes.Map(organisation);
        BringOptOuts.Map(organisation);
    }
}
