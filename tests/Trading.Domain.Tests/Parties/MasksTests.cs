using Trading.Domain.Parties;

namespace Trading.Domain.Tests.Parties;

public sealed class MasksTests
{
    [Fact]
    public void Mask_Numbers_ShowWhatIsRecognisedAndHideTheRest()
    {
        Assert.Equal("110***********002X", Masks.ResidentId("11010519491231002X"));
        Assert.Equal("********1234", Masks.BankAccount("622200001234"));
    }
}
