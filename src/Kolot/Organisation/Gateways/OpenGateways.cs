using System.Security.Cryptography;
using System.Text;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Outside.Messages;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Organisation.Gateways;

/// <summary>Opens the gateways that an organisation chose.</summary>
public sealed class OpenGateways(Stores stores, IEnumerable<IMessageGateway> gateways, IDataProtectionProvider protection, IOptions<OutsideSettings> outside)
{
    /// <summary>An opened gateway.</summary>
    /// <param name="Gateway">What speaks with it.</param>
    /// <param name="Account">The organisation's account.</param>
    /// <param name="Hook">The part of the address that it reports to.</param>
    public sealed record Opened(IMessageGateway Gateway, GatewayAccount Account, string Hook)
    {
        /// <summary>By what it signs what it reports.</summary>
        public required string Proof { get; init; }
    }

    /// <summary>Whether messages may go unprotected: to servers of one's own network.</summary>
    public bool MayBeOpen => outside.Value.PrivateAddresses;

    /// <summary>The gateway of a way; refused with the reason where none is set, or its secret does not open any more.</summary>
    public async Task<Result<Opened>> Of(string organisation, string way, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var row = await store.Gateways.AsNoTracking().SingleOrDefaultAsync(gateway => gateway.Way == way, cancel);
        if (row is not { Address: { } address } || gateways.FirstOrDefault(gateway => gateway.Way == way) is not { } gateway) return new Refusal.Invalid("gateway", "not_set");
        if (!MayBeOpen && address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) return new Refusal.Invalid("gateway", "open_connection");
        if (row.Secret is not { } kept || Open(organisation, kept) is not { } secret) return new Refusal.Invalid("gateway", "password_gone");
        var proof = row.Proof is { } other ? Open(organisation, other) : secret;
        if (proof is null) return new Refusal.Invalid("gateway", "password_gone");
        return new Opened(gateway, new(address, row.Account, row.Sender, secret) { Fields = GatewayChange.Fields(row.Fields) ?? new Dictionary<string, string>() }, row.Hook) { Proof = proof };
    }

    /// <summary>Where a gateway reports what became of messages.</summary>
    public static Uri ReportsTo(string home, string organisation, string way, string hook) => new($"{home}/api/v1/{organisation}/receipts/{way}/{hook}");

    /// <summary>Seals a secret, so that it opens in this house and for this organisation only.</summary>
    public byte[] Seal(string organisation, string secret) => For(organisation).Protect(Encoding.UTF8.GetBytes(secret));

    private string? Open(string organisation, byte[] kept)
    {
        try
        {
            return Encoding.UTF8.GetString(For(organisation).Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null; // Restored into another house, or under another name: it is typed once more.
        }
    }

    private IDataProtector For(string organisation) => protection.CreateProtector("Kolot.Gateways", organisation);
}
