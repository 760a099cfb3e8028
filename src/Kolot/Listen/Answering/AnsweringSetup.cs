namespace Kolot.Listen.Answering;

/// <summary>Puts answering of surveys into the house.</summary>
public static class AnsweringSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddAnswering(this IServiceCollection services) => services
        .AddSingleton<AskedSurveys>().AddSingleton<AnswerTokens>().AddSingleton<Respondents>().AddSingleton<QuotasLeft>().AddSingleton<SendAnswers>().AddSingleton<AnswerRoutes>();
}
