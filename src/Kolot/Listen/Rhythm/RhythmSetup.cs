namespace Kolot.Listen.Rhythm;

/// <summary>Puts the programme's rhythm into the house.</summary>
public static class RhythmSetup
{
    /// <summary>Registers what counts and keeps it.</summary>
    public static IServiceCollection AddRhythm(this IServiceCollection services) => services.AddSingleton<CountRhythm>().AddSingleton<KeepRhythm>().AddSingleton<RhythmPages>();
}
