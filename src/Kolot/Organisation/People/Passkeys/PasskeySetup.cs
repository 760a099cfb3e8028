using Kolot.Running;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kolot.Organisation.People.Passkeys;

/// <summary>Puts passkeys into the house: Identity's own, for the address by which people find it.</summary>
public static class PasskeySetup
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<Challenges>().AddScoped<EnterWithPasskey>().AddScoped<OwnPasskeys>().AddScoped<PasskeyPages>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<HouseSettings>>(Rules);
        return services;
    }

    private static void Rules(IdentityPasskeyOptions passkeys, IOptions<HouseSettings> house)
    {
        var people = string.IsNullOrEmpty(house.Value.PublicAddress) ? null : new Uri(house.Value.PublicAddress);
        passkeys.ServerDomain = people?.IdnHost;
        // A finger, a face or a number opens it: what one has and what one is or knows are two steps.
        passkeys.UserVerificationRequirement = "required";
        // The browser must offer the account: nobody types who they are.
        passkeys.ResidentKeyRequirement = "required";
        passkeys.ValidateOrigin = asked =>
        {
            var request = asked.HttpContext.Request;
            var own = people ?? new Uri($"{request.Scheme}://{request.Host}");
            var isOurs = !asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin)
                && Uri.Compare(origin, own, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
            return ValueTask.FromResult(isOurs);
        };
    }
}
