using Kolot.Outside.Mail;
using Kolot.Outside.Webhooks;
using Kolot.Outside.Messages;
using Kolot.Running;
using Kolot.Store;

namespace Kolot.Outside;

/// <summary>Registers what leaves the machine.</summary>
public static class OutsideSetup
{
    public static IServiceCollection AddOutside(this IServiceCollection services)
    {
        services.AddSettings<OutsideSettings>("Outside");
        services.AddSingleton<WebhookEvents>().AddSingleton<WebhookSecrets>().AddSingleton<WebhookClient>().AddSingleton<Deliver>();
        services.AddSingleton<DeliveryRounds>().AddHostedService(provider => provider.GetRequiredService<DeliveryRounds>());
        services.AddSingleton<IErrandAnswer, TellEndpoints>().AddSingleton<IErrandAnswer, DeliveriesWaiting>();
        return services.AddSingleton<OutsideDoor>().AddSingleton<SendMail>().AddSingleton<ReadMailbox>()
            .AddSingleton<GatewayClient>().AddSingleton<IMessageGateway, SmsGateway>().AddSingleton<IMessageGateway, WhatsAppGateway>();
    }
}
