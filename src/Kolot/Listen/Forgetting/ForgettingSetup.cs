namespace Kolot.Listen.Forgetting;

/// <summary>Puts export and erasure of a person into the house.</summary>
public static class ForgettingSetup
{
    /// <summary>Registers what looks, hands out and erases.</summary>
    public static IServiceCollection AddForgetting(this IServiceCollection services)
    {
        services.AddSingleton<WhatIsHeld>().AddSingleton<WaitingFiles>().AddSingleton<ExportPerson>().AddSingleton<ErasePerson>().AddSingleton<ErasuresView>();
        services.AddSingleton<ForgettingRoutes>().AddSingleton<FinishErasures.Means>();
        return services.AddSingleton<FinishErasures>().AddHostedService(provider => provider.GetRequiredService<FinishErasures>());
    }
}
