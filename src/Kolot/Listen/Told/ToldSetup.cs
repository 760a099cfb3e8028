using Kolot.Outside.Webhooks;

namespace Kolot.Listen.Told;

/// <summary>Puts what other systems are told of listening into the house.</summary>
public static class ToldSetup
{
    /// <summary>Registers the types of events.</summary>
    public static IServiceCollection AddTold(this IServiceCollection services) => services
        .AddSingleton<IWebhookEvent>(new VoiceEvent(VoiceEvent.Heard)).AddSingleton<IWebhookEvent>(new VoiceEvent(VoiceEvent.Revised))
        .AddSingleton<IWebhookEvent, SurveyAnswered>()
        .AddSingleton<IWebhookEvent>(new SurveyMoved(SurveyMoved.Published)).AddSingleton<IWebhookEvent>(new SurveyMoved(SurveyMoved.Closed))
        .AddSingleton<IWebhookEvent, CustomerErased>();
}
