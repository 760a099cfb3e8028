using Kolot.Organisation;
using Kolot.Listen.OptOuts;

namespace Kolot.Listen.Sending;

/// <summary>Puts the sending of invitations into the house.</summary>
public static class SendingSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services) => services.AddSingleton<StopAsking>();

    /// <summary>Maps its routes.</summary>
    public static void MapSending(this IEndpointRouteBuilder app)
    {
        var organisation = app.MapOrganisation();
        StopAsking.Map(organisation);
    }
}
