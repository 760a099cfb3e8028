using Kolot.Running;
using Kolot.Store;

namespace Kolot.Listen.Answering;

/// <summary>Puts answering of surveys into the house.</summary>
public static class AnsweringSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddAnswering(this IServiceCollection services) => services.AddSettings<AnsweringSettings>("Answering")
        .AddSingleton<AskedSurveys>().AddSingleton<AnswerTokens>().AddSingleton<Respondents>().AddSingleton<QuotasLeft>().AddSingleton<SendAnswers>().AddSingleton<AnswerGuard>().AddSingleton<AnswerScreens>().AddSingleton<AnswerCookie>()
        .AddSingleton<AnswerFiles>().AddSingleton<IErrandAnswer>(provider => provider.GetRequiredService<AnswerFiles>()).AddSingleton<AnswerRoutes>().AddSingleton<TakeScreen.Door>().AddSingleton<TakeScreen>().AddSingleton<SendWish>().AddSingleton<ThankRoutes.Offering>().AddSingleton<ThankRoutes>();
}
