using Kolot.Outside.Mail;
using Kolot.Outside.Messages;
using Kolot.Running;

namespace Kolot.Outside;

/// <summary>Registers what leaves the machine.</summary>
public static class OutsideSetup
{
    public static IServiceCollection AddOutside(this IServiceCollection services)
    {
        services.AddSettings<OutsideSettings>("Outside");
        return services.AddSingleton<OutsideDoor>().AddSingleton<SendMail>()
            .AddSingleton<GatewayClient>().AddSingleton<IMessageGateway, SmsGateway>().AddSingleton<IMessageGateway, WhatsAppGateway>();
    }
}
